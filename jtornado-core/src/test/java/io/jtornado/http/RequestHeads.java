package io.jtornado.http;

import java.nio.charset.StandardCharsets;

/** Makes heads for tests. */
final class RequestHeads {

	private RequestHeads() {
	}

	/** A GET of HTTP/1.1 with these lines, each without its end. */
	static RequestHead of(String... lines) {
		return parse("GET / HTTP/1.1\r\n" + String.join("\r\n", lines) + ((lines.length > 0) ? "\r\n" : "") + "\r\n");
	}

	static RequestHead parse(String text) {
		byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
		HeadParser parser = new HeadParser(1 << 16, 100);
		parser.parse(octets, 0, octets.length);
		return parser.take(octets, 0);
	}

}
