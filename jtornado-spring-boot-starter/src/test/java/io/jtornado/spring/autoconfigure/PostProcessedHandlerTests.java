package io.jtornado.spring.autoconfigure;

import java.util.List;

import io.jtornado.spring.Handler;
import io.jtornado.spring.InvalidHandlerException;
import io.jtornado.spring.metrics.JTornadoMetrics;
import io.jtornado.web.RequestHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aop.SpringProxy;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Handlers in a context with post processors that are not Spring's, the starter's own
 * among them.
 */
class PostProcessedHandlerTests {

	@Test
	void makesHandlersByItselfWhereEverythingIsMeasured() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Everything.class)
			.properties("jtornado.port=0")
			.run()) {
			assertThat(context.getBeansOfType(JTornadoMetrics.class)).hasSize(1);
			HandlerSource<Marked> source = source(context);
			source.get();

			assertThat(source.isDirect()).isTrue();
		}
	}

	@Test
	void showsEveryHandlerToAPostProcessorOfTheUsers() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Marking.class,
				Marked.class)) {
			HandlerSource<Marked> source = source(context);

			assertThat(List.of(source.get(), source.get())).extracting((handler) -> handler.mark)
				.containsExactly("marked before and after", "marked before and after");
			assertThat(source.isDirect()).isTrue();
		}
	}

	@Test
	void leavesEveryHandlerToAPostProcessorThatMayConstructIt() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Constructing.class,
				Marked.class)) {
			HandlerSource<Marked> source = source(context);

			assertThat(List.of(source.get(), source.get())).extracting((handler) -> handler.mark)
				.containsExactly("constructed", "constructed");
			assertThat(source.isDirect()).isFalse();
		}
	}

	@Test
	void refusesAHandlerThatIsReplacedAfterTheFirst() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Replacing.class,
				Marked.class)) {
			HandlerSource<Marked> source = source(context);
			source.get();
			Replacing.proxies = true;

			assertThatExceptionOfType(InvalidHandlerException.class).isThrownBy(source::get)
				.withMessageContaining("would be proxied");
		}
		finally {
			Replacing.proxies = false;
		}
	}

	private static HandlerSource<Marked> source(ConfigurableApplicationContext context) {
		return new HandlerSource<>((DefaultListableBeanFactory) context.getBeanFactory(),
				context.getBeanNamesForType(Marked.class)[0], Marked.class);
	}

	@Handler("/marked")
	static class Marked extends RequestHandler {

		@Nullable String mark;

		void get() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Marked.class)
	static class Everything {

	}

	@Configuration(proxyBeanMethods = false)
	static class Marking {

		@Bean
		static BeanPostProcessor marks() {
			return new BeanPostProcessor() {

				@Override
				public @Nullable Object postProcessBeforeInitialization(Object bean, String beanName) {
					if (bean instanceof Marked marked) {
						marked.mark = "marked before";
						return null;
					}
					return bean;
				}

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (bean instanceof Marked marked) {
						marked.mark += " and after";
					}
					return bean;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Constructing {

		@Bean
		static BeanPostProcessor constructs() {
			return new InstantiationAwareBeanPostProcessor() {

				@Override
				public boolean postProcessAfterInstantiation(Object bean, String beanName) {
					if (bean instanceof Marked marked) {
						marked.mark = "constructed";
					}
					return true;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Replacing {

		private static boolean proxies;

		@Bean
		static BeanPostProcessor replaces() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (proxies && bean instanceof Marked) ? new Proxied() : bean;
				}

			};
		}

	}

	static class Proxied extends Marked implements SpringProxy {

	}

}
