package io.jtornado.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RangePartsTests {

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.US_ASCII);
	}

	@Test
	void standAroundTheirBytes() {
		RangeParts parts = new RangeParts(List.of(new ByteRange(0, 2), new ByteRange(5, 1)), "text/plain", 26, "x");

		assertThat(parts.contentType()).isEqualTo("multipart/byteranges; boundary=x");
		assertThat(text(parts.head(0)))
			.isEqualTo("--x\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/26\r\n\r\n");
		assertThat(text(parts.head(1)))
			.isEqualTo("\r\n--x\r\nContent-Type: text/plain\r\nContent-Range: bytes 5-5/26\r\n\r\n");
		assertThat(text(parts.end())).isEqualTo("\r\n--x--\r\n");
		assertThat(parts.contentLength())
			.isEqualTo(parts.head(0).length + 2 + parts.head(1).length + 1 + parts.end().length);
	}

	@Test
	void refuseTypesThatWouldEndTheirLine() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RangeParts(List.of(), "text/plain\r\nSet-Cookie: a=b", 26, "x"));
	}

}
