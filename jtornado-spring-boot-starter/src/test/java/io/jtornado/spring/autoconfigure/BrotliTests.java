package io.jtornado.spring.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import io.jtornado.http.ContentCoder;
import io.jtornado.http.ContentEncoder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class BrotliTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JTornadoAutoConfiguration.class))
		.withPropertyValues("jtornado.port=0", "jtornado.shutdown=immediate");

	private final ByteArrayOutputStream coded = new ByteArrayOutputStream();

	@BeforeAll
	static void needsTheLibraryOfThisPlatform() {
		assumeThat(Brotli4jLoader.isAvailable()).isTrue();
	}

	private void add(byte[] octets, int from, int to) {
		this.coded.write(octets, from, to - from);
	}

	/** What a client knows by now: the streams of the library would wait for the end. */
	private String decoded() throws IOException {
		byte[] octets = this.coded.toByteArray();
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		DecoderJNI.Wrapper decoder = new DecoderJNI.Wrapper(octets.length);
		try {
			decoder.getInputBuffer().put(octets);
			decoder.push(octets.length);
			while (decoder.hasOutput()) {
				ByteBuffer piece = decoder.pull();
				byte[] copy = new byte[piece.remaining()];
				piece.get(copy);
				content.write(copy);
			}
			return content.toString(StandardCharsets.UTF_8);
		}
		finally {
			decoder.destroy();
		}
	}

	@Test
	void canBeDecodedAsFarAsItWasFlushed() throws IOException {
		byte[] content = "compressed ".repeat(5000).getBytes(StandardCharsets.UTF_8);
		try (ContentEncoder encoder = new BrotliCoder(4).newEncoder()) {
			encoder.encode(content, 0, 20_000, this::add);
			encoder.flush(this::add);
			assertThat(decoded()).isEqualTo(new String(content, 0, 20_000, StandardCharsets.UTF_8));

			encoder.encode(content, 20_000, content.length, this::add);
			encoder.finish(this::add);
		}

		assertThat(decoded()).isEqualTo(new String(content, StandardCharsets.UTF_8));
	}

	@Test
	void givesNothingOutOnceItIsClosed() {
		byte[] content = new byte[100];
		ContentEncoder encoder = new BrotliCoder(4).newEncoder();
		encoder.encode(content, 0, 100, this::add);
		int before = this.coded.size();

		encoder.close();
		encoder.close();

		assertThat(this.coded.size()).isEqualTo(before);
	}

	@Test
	void isThereIfItIsOnTheClassPathAndAskedFor() {
		this.runner.withPropertyValues("jtornado.compress-response=true", "jtornado.compression.codings=br")
			.run((context) -> assertThat(context.getBean(ContentCoder.class).coding()).isEqualTo("br"));
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ContentCoder.class));
	}

	@Test
	void isMissedOnlyByWhoAsksForIt() {
		FilteredClassLoader without = new FilteredClassLoader("com.aayushatharva.brotli4j");
		this.runner.withClassLoader(without)
			.withPropertyValues("jtornado.compress-response=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ContentCoder.class));
		this.runner.withClassLoader(without)
			.withPropertyValues("jtornado.compress-response=true", "jtornado.compression.codings=br,gzip")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("com.aayushatharva.brotli4j:brotli4j"));
	}

}
