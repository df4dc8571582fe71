package io.jtornado.spring.actuate;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceRangeTests {

	private static final Resource TEN_BYTES = new ByteArrayResource(new byte[10]);

	@Test
	void sendsTheWholeUnlessAPartIsAskedFor() throws IOException {
		ResourceRange range = ResourceRange.of(200, TEN_BYTES, null);

		assertThat(range.status()).isEqualTo(200);
		assertThat(range.start()).isZero();
		assertThat(range.length()).isEqualTo(10);
		assertThat(range.headers().get("Content-Length")).isEqualTo("10");
	}

	@ParameterizedTest
	@CsvSource({ "bytes=2-4, 2, 3, bytes 2-4/10", "bytes=8-, 8, 2, bytes 8-9/10", "bytes=-3, 7, 3, bytes 7-9/10",
			"bytes=5-99, 5, 5, bytes 5-9/10" })
	void sendsOnePart(String field, long start, long length, String contentRange) throws IOException {
		ResourceRange range = ResourceRange.of(200, TEN_BYTES, field);

		assertThat(range.status()).isEqualTo(206);
		assertThat(range.start()).isEqualTo(start);
		assertThat(range.length()).isEqualTo(length);
		assertThat(range.headers().get("Content-Range")).isEqualTo(contentRange);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bytes=10-", "bytes=20-30" })
	void saysThatThereIsNoSuchPart(String field) throws IOException {
		ResourceRange range = ResourceRange.of(200, TEN_BYTES, field);

		assertThat(range.status()).isEqualTo(416);
		assertThat(range.length()).isZero();
		assertThat(range.headers().get("Content-Range")).isEqualTo("bytes */10");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bytes=0-1,3-4", "lines=1-2" })
	void sendsTheWholeForARangeItDoesNotServe(String field) throws IOException {
		assertThat(ResourceRange.of(200, TEN_BYTES, field).status()).isEqualTo(200);
	}

	@Test
	void saysNothingOfALengthItDoesNotKnow() throws IOException {
		Resource endless = new ByteArrayResource(new byte[10]) {
			@Override
			public long contentLength() {
				return -1;
			}
		};

		ResourceRange range = ResourceRange.of(200, endless, "bytes=2-4");

		assertThat(range.status()).isEqualTo(200);
		assertThat(range.length()).isEqualTo(-1);
		assertThat(range.headers().size()).isZero();
	}

}
