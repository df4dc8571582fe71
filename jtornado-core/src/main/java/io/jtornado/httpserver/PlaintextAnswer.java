package io.jtornado.httpserver;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import io.jtornado.http.HTTPDate;
import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told that speaks HTTP without TLS to a port of TLS. There is no stream
 * yet that an encoder could write to, so it is one text; with a Date, as every answer of
 * a server that has a clock
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1">RFC 9110, 6.6.1</a>).
 */
final class PlaintextAnswer implements Function<IOLoop, byte[]> {

	private static final String BODY = "400: This port speaks HTTPS; ask it by https://\n";

	private final String serverLine;

	PlaintextAnswer(@Nullable String server) {
		this.serverLine = (server != null) ? "Server: " + server + "\r\n" : "";
	}

	@Override
	public byte[] apply(IOLoop loop) {
		String text = "HTTP/1.1 400 Bad Request\r\nDate: " + HTTPDate.format(loop.clock().currentTimeMillis()) + "\r\n"
				+ this.serverLine + "Content-Type: text/plain\r\nContent-Length: " + BODY.length()
				+ "\r\nConnection: close\r\n\r\n" + BODY;
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
