package io.jtornado.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeflationTests {

	private final ByteArrayOutputStream coded = new ByteArrayOutputStream();

	private final OctetSink sink = (octets, from, to) -> this.coded.write(octets, from, to - from);

	private static byte[] noise(int size) {
		byte[] content = new byte[size];
		new Random(1).nextBytes(content);
		return content;
	}

	private static byte[] text(int size) {
		return "Compressed, compressed, compressed. ".repeat(1 + size / 36)
			.substring(0, size)
			.getBytes(StandardCharsets.UTF_8);
	}

	private InputStream decoder(String coding) throws IOException {
		InputStream octets = new ByteArrayInputStream(this.coded.toByteArray());
		return coding.equals("gzip") ? new GZIPInputStream(octets) : new InflaterInputStream(octets);
	}

	private static ContentCoder coder(String coding) {
		return coding.equals("gzip") ? ContentCoder.gzip(6) : ContentCoder.deflate(6);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "deflate" })
	void codesWhatDecodesToTheSame(String coding) throws IOException {
		for (int size : new int[] { 0, 1, 100, 8191, 8192, 8193, 100_000 }) {
			for (byte[] content : new byte[][] { text(size), noise(size) }) {
				this.coded.reset();
				try (ContentEncoder encoder = coder(coding).newEncoder()) {
					encoder.encode(content, 0, content.length, this.sink);
					encoder.finish(this.sink);
				}

				assertThat(decoder(coding).readAllBytes()).isEqualTo(content);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "deflate" })
	void codesPiecesAsOneContent(String coding) throws IOException {
		byte[] content = text(50_000);

		try (ContentEncoder encoder = coder(coding).newEncoder()) {
			for (int from = 0; from < content.length; from += 777) {
				encoder.encode(content, from, Math.min(content.length, from + 777), this.sink);
				if (from % 5 == 0) {
					encoder.flush(this.sink);
				}
			}
			encoder.finish(this.sink);
		}

		assertThat(decoder(coding).readAllBytes()).isEqualTo(content);
	}

	@Test
	void isReadByTheOtherDirection() {
		byte[] content = text(30_000);
		try (ContentEncoder encoder = ContentCoder.gzip(9).newEncoder()) {
			encoder.encode(content, 0, content.length, this.sink);
			encoder.finish(this.sink);
		}
		byte[] octets = this.coded.toByteArray();

		ByteArrayOutputStream decoded = new ByteArrayOutputStream();
		try (Inflation inflation = new Inflation(ContentCoding.GZIP, content.length)) {
			inflation.feed(octets, 0, octets.length);
			for (int count = inflation.next(); count > 0; count = inflation.next()) {
				decoded.write(inflation.piece(), 0, count);
			}
		}

		assertThat(decoded.toByteArray()).isEqualTo(content);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 8192, 60_000 })
	void givesOutAllThatWasEncodedWhenItIsFlushed(int size) throws DataFormatException {
		Inflater inflater = new Inflater();
		try (ContentEncoder encoder = ContentCoder.deflate(6).newEncoder()) {
			for (int round = 0; round < 3; round++) {
				byte[] content = noise(size);
				this.coded.reset();
				encoder.encode(content, 0, size, this.sink);
				encoder.flush(this.sink);

				byte[] decoded = new byte[size];
				inflater.setInput(this.coded.toByteArray());
				assertThat(inflater.inflate(decoded)).isEqualTo(size);
				assertThat(decoded).isEqualTo(content);
			}
		}
		inflater.end();
	}

	@Test
	void codesTheSameContentTheSame() {
		byte[] content = text(5000);
		for (int round = 0; round < 2; round++) {
			try (ContentEncoder encoder = ContentCoder.gzip(6).newEncoder()) {
				encoder.encode(content, 0, content.length, this.sink);
				encoder.finish(this.sink);
			}
		}

		byte[] twice = this.coded.toByteArray();
		assertThat(twice).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
		assertThat(new String(twice, 0, twice.length / 2, StandardCharsets.ISO_8859_1))
			.isEqualTo(new String(twice, twice.length / 2, twice.length / 2, StandardCharsets.ISO_8859_1));
	}

	@Test
	void holdsNothingOnceItIsClosed() {
		ContentEncoder encoder = ContentCoder.gzip(6).newEncoder();
		encoder.close();
		encoder.close();

		// As JDK 17 says that its deflater has ended, and as JDK 25 does.
		assertThatThrownBy(() -> encoder.finish(this.sink)).isInstanceOfAny(NullPointerException.class,
				IllegalStateException.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 10 })
	void refusesLevelsThatAreNone(int level) {
		assertThatIllegalArgumentException().isThrownBy(() -> ContentCoder.gzip(level)).withMessageContaining("1 to 9");
		assertThatIllegalArgumentException().isThrownBy(() -> ContentCoder.deflate(level));
	}

}
