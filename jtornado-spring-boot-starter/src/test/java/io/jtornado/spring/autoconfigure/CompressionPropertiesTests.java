package io.jtornado.spring.autoconfigure;

import java.util.List;

import io.jtornado.http.ContentCoder;
import io.jtornado.http.ContentEncoder;
import io.jtornado.web.CompressionOptions;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CompressionPropertiesTests {

	private final JTornadoProperties properties = new JTornadoProperties();

	private final CompressionProperties settings = this.properties.getCompression();

	private CompressionOptions options(ContentCoder... beans) {
		this.properties.setCompressResponse(true);
		return new CompressionMapper(this.properties, List.of(beans)).options();
	}

	private static ContentCoder coder(String coding) {
		return new ContentCoder() {

			@Override
			public String coding() {
				return coding;
			}

			@Override
			public ContentEncoder newEncoder() {
				throw new UnsupportedOperationException();
			}

		};
	}

	@Test
	void areOffAtFirst() {
		assertThat(new CompressionMapper(this.properties, List.of()).options()).isNull();
	}

	@Test
	void defaultsAreThoseOfTheCore() {
		assertThat(options()).isEqualTo(CompressionOptions.DEFAULTS);
	}

	@Test
	void areMapped() {
		this.settings.setMinLength(DataSize.ofKilobytes(2));
		this.settings.setMaxStreams(3);
		this.settings.setLevel(4);
		this.settings.setTypes(List.of("text/css"));
		this.settings.setCodings(List.of("deflate"));

		assertThat(options())
			.isEqualTo(new CompressionOptions(2048, 3, List.of("text/css"), List.of(ContentCoder.deflate(4))));
	}

	@Test
	void offerBeansFirst() {
		assertThat(options(coder("br"), coder("zstd")).coders()).extracting(ContentCoder::coding)
			.containsExactly("br", "zstd", "gzip", "deflate");
		ContentCoder own = coder("gzip");
		assertThat(options(own).coders()).containsExactly(own, ContentCoder.deflate(6));
	}

	@Test
	void refuseTwoBeansForOneCoding() {
		ContentCoder own = coder("br");
		assertThatIllegalStateException().isThrownBy(() -> options(own, ContentCoder.gzip(1), coder("br")))
			.withMessageContaining("br")
			.withMessageContaining(own.getClass().getName());
	}

	@Test
	void preferABeanToTheOwnBrotli() {
		ContentCoder own = coder("br");
		ContentCoder starters = new BrotliCoder(4);
		assertThat(options(own, starters).coders()).startsWith(own).doesNotContain(starters);
		assertThat(options(starters, own).coders()).startsWith(own).doesNotContain(starters);
	}

	@Test
	void keepTheOrderThatIsSet() {
		this.settings.setCodings(List.of("gzip", "br"));

		assertThat(options(coder("br")).coders()).extracting(ContentCoder::coding).containsExactly("gzip", "br");
	}

	@Test
	void nameWhatIsMissing() {
		this.settings.setCodings(List.of("gzip", "br"));
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::options)
			.withMessageContaining("com.aayushatharva.brotli4j:brotli4j");

		this.settings.setCodings(List.of("zstd"));
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::options)
			.withMessageContaining("jtornado.compression.codings")
			.withMessageContaining("[gzip, deflate]")
			.withMessageContaining("ContentCoder bean");

		this.settings.setCodings(List.of("gzip", "gzip"));
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::options)
			.withMessageContaining("twice");
	}

}
