package io.jtornado.http;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class RequestHeadTests {

	private final RequestHead head = RequestHeads
		.parse("\r\nPOST /a?b HTTP/1.0\r\nX-A: 1\r\nb:\r\nx-a:\t\u00e9 \r\n\r\nGET");

	@Test
	void knowsItsRequestLine() {
		assertThat(this.head.method()).isEqualTo("POST");
		assertThat(this.head.target()).isEqualTo("/a?b");
		assertThat(this.head.minorVersion()).isZero();
	}

	@Test
	void joinsLinesOfOneName() {
		assertThat(this.head.value("X-a")).isEqualTo("1, \u00e9");
		assertThat(this.head.value("B")).isEmpty();
		assertThat(this.head.value("c")).isNull();
		assertThat(this.head.value("")).isNull();
	}

	@Test
	void makesHeadersOfItsLines() {
		assertThat(this.head.headers()).containsExactly(entry("X-A", "1"), entry("b", ""), entry("x-a", "\u00e9"));
	}

	@Test
	void comparesNamesInUSASCII() {
		// U+00CB and U+00EB differ in the bit that US-ASCII's cases differ in.
		RequestHead odd = RequestHeads.of("[: x".replace('[', '^'), "@a: b".replace('@', '`'));

		assertThat(odd.isNamed(0, "~")).isFalse();
		assertThat(odd.value("@a")).isNull();
		assertThat(odd.value("`A")).isEqualTo("b");
	}

	@Test
	void keepsUnknownMethodsAsTheyCame() {
		assertThat(RequestHeads.parse("gEt / HTTP/1.1\r\n\r\n").method()).isEqualTo("gEt");
		assertThat(RequestHeads.parse("GETS / HTTP/1.1\r\n\r\n").method()).isEqualTo("GETS");
	}

}
