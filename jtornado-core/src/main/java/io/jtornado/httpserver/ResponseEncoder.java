package io.jtornado.httpserver;

import java.nio.charset.StandardCharsets;

import io.jtornado.http.HTTPDate;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.OutputPage;
import org.jspecify.annotations.Nullable;

/**
 * Writes the heads of answers
 * (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-4">RFC 9112, 4</a>). It alone
 * writes the fields that frame a message; those an application set have been read out of
 * the headers before.
 * <p>
 * <b>Threading:</b> one per loop and server.
 */
final class ResponseEncoder {

	private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\n");

	private static final byte[] VERSION = ascii("HTTP/1.1 ");

	/** Of a line, beside name and value. */
	private static final int LINE_OCTETS = 4;

	private static final byte[] LINE_END = ascii("\r\n");

	private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");

	private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");

	private static final byte[] CLOSE = ascii("Connection: close\r\n");

	private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");

	/** Room for all that is not the application's: status, Date, framing. */
	private static final int OWN_OCTETS = 256;

	private final IOLoop loop;

	private final @Nullable String server;

	private final byte[] serverLine;

	private byte[] dateLine = {};

	private long dateSecond = Long.MIN_VALUE;

	private long dateValidUntil;

	ResponseEncoder(IOLoop loop, @Nullable String server) {
		this.loop = loop;
		this.server = server;
		this.serverLine = (server != null) ? ascii("Server: " + server + "\r\n") : new byte[0];
	}

	/**
	 * Writes a head; its fields of framing and connection come from {@code framing},
	 * never from the headers.
	 */
	void encode(IOStream stream, ResponseStartLine line, HTTPHeaders headers, ResponseFraming framing) {
		OutputPage page = stream.page(size(line, headers));
		if (line.status() == 200 && line.reason().equals("OK")) {
			page.put(OK);
		}
		else {
			page.put(VERSION).putNumber(line.status(), 10).put(" ").put(line.reason()).put(LINE_END);
		}
		boolean date = false;
		boolean named = this.server == null;
		for (int i = 0; i < headers.size(); i++) {
			String name = headers.name(i);
			if (framing.writes(name)) {
				continue;
			}
			date |= name.length() == 4 && name.equalsIgnoreCase("Date");
			named |= name.length() == 6 && name.equalsIgnoreCase("Server");
			page.putLine(name, headers.value(i));
		}
		if (!date) {
			page.put(dateLine());
		}
		if (!named) {
			page.put(this.serverLine);
		}
		encode(page, framing);
		page.put(LINE_END);
	}

	private static void encode(OutputPage page, ResponseFraming framing) {
		if (framing.contentLength() >= 0) {
			page.put(CONTENT_LENGTH).putNumber(framing.contentLength(), 10).put(LINE_END);
		}
		else if (framing.chunked()) {
			page.put(CHUNKED);
		}
		if (!framing.persistent()) {
			page.put(CLOSE);
		}
		else if (framing.confirmed()) {
			page.put(KEEP_ALIVE);
		}
	}

	private int size(ResponseStartLine line, HTTPHeaders headers) {
		int size = OWN_OCTETS + line.reason().length() + this.serverLine.length;
		for (int i = 0; i < headers.size(); i++) {
			size += headers.name(i).length() + headers.value(i).length() + LINE_OCTETS;
		}
		return size;
	}

	/** Rendered once a second. */
	private byte[] dateLine() {
		if (this.loop.now() - this.dateValidUntil >= 0 || this.dateSecond == Long.MIN_VALUE) {
			long millis = this.loop.clock().currentTimeMillis();
			long intoSecond = Math.floorMod(millis, 1000L);
			this.dateSecond = Math.floorDiv(millis, 1000L);
			this.dateValidUntil = this.loop.now() + (1000 - intoSecond) * 1_000_000;
			this.dateLine = ascii("Date: " + HTTPDate.format(millis) + "\r\n");
		}
		return this.dateLine;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
