package io.jtornado.spring.autoconfigure;

import java.time.DayOfWeek;
import java.util.Locale;
import java.util.UUID;

import io.jtornado.web.ArgumentConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConversionServiceArgumentConverterTests {

	@Test
	void convertsAsTheRestOfTheApplicationDoes() {
		ArgumentConverter converter = converter();

		assertThat(converter.convert("7", Long.class)).isEqualTo(7L);
		assertThat(converter.convert("friday", DayOfWeek.class)).isEqualTo(DayOfWeek.FRIDAY);
		assertThat(converter.convert("de", Locale.class)).isEqualTo(Locale.GERMAN);
		UUID id = UUID.randomUUID();
		assertThat(converter.convert(id.toString(), UUID.class)).isEqualTo(id);
	}

	@Test
	void usesTheConvertersThatAreBeans() {
		assertThat(converter().supports(Point.class)).isFalse();
		ArgumentConverter converter = converter(Points.class);

		assertThat(converter.supports(Point.class)).isTrue();
		assertThat(converter.convert("1x2", Point.class)).isEqualTo(new Point(1, 2));
	}

	@ParameterizedTest
	@CsvSource({ "abc,java.lang.Integer", "'',java.lang.Integer", "99999999999,java.lang.Integer", "'',java.util.UUID",
			"x,java.time.DayOfWeek" })
	void refusesATextThatNamesNoSuchObject(String text, Class<?> type) {
		assertThatIllegalArgumentException().isThrownBy(() -> converter().convert(text, type));
	}

	private static ArgumentConverter converter(Class<?>... beans) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(JTornadoConversionConfiguration.class);
			for (Class<?> bean : beans) {
				context.register(bean);
			}
			context.refresh();
			return context.getBean(ArgumentConverter.class);
		}
	}

	record Point(int x, int y) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Points {

		@Bean
		PointConverter pointConverter() {
			return new PointConverter();
		}

	}

	static class PointConverter implements Converter<String, Point> {

		@Override
		public Point convert(String source) {
			String[] xy = source.split("x");
			return new Point(Integer.parseInt(xy[0]), Integer.parseInt(xy[1]));
		}

	}

}
