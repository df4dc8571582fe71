package io.jtornado.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ContentCodingTests {

	@ParameterizedTest
	@CsvSource(nullValues = "none", delimiter = '|',
			value = { "none | IDENTITY", "'' | IDENTITY", "identity | IDENTITY", "', ,' | IDENTITY", "gzip | GZIP",
					"x-gzip | GZIP", "GZip | GZIP", "deflate | DEFLATE", "'identity, gzip' | GZIP",
					"'gzip ,\tidentity' | GZIP", "',gzip,' | GZIP" })
	void readsTheList(String value, ContentCoding coding) {
		assertThat(ContentCoding.of(value)).isEqualTo(coding);
	}

	@ParameterizedTest
	@ValueSource(strings = { "br", "zstd", "compress", "*", "gzip;q=1", "gzip gzip", "gzip, gzip", "gzip, x-gzip",
			"deflate, gzip", "gzip, br", "br, gzip", "\"gzip\"", "gzi", "gzipp" })
	void refusesWhatItCannotUndo(String value) {
		assertThatExceptionOfType(HTTPInputException.class).isThrownBy(() -> ContentCoding.of(value))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(Refusal.CONTENT_CODING_UNSUPPORTED));
	}

	@Test
	void renamesTheFieldOnceItHasBeenActedOn() {
		RequestHead head = RequestHeads
			.parse("PUT /a HTTP/1.1\r\nHost: b\r\ncontent-length: 7\r\n"
					+ "Content-Encoding: identity\r\nX: y\r\nContent-Encoding: gzip\r\n\r\n")
			.decoded();

		assertThat(head.method()).isEqualTo("PUT");
		assertThat(head.target()).isEqualTo("/a");
		assertThat(head.minorVersion()).isEqualTo(1);
		assertThat(head.headers()).map(Object::toString)
			.containsExactly("Host=b", "X-Consumed-Content-Encoding=identity", "X=y",
					"X-Consumed-Content-Encoding=gzip");
		assertThat(head.value("Content-Encoding")).isNull();
		assertThat(head.value("Content-Length")).isNull();
		assertThat(head.value("x-consumed-content-encoding")).isEqualTo("identity, gzip");
	}

}
