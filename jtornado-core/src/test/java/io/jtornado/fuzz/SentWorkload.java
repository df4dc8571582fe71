package io.jtornado.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.Limits;
import io.jtornado.httpserver.RequestCallback;
import io.jtornado.testing.TestConnection;

/**
 * What a client can send more and more of over a connection: {@code n} of them,
 * well-formed, or refused at the last byte or for their number.
 */
enum SentWorkload implements IntConsumer {

	FIELDS((n) -> head("a: b\r\n".repeat(n))),

	FIELDS_AND_BAD_BYTE((n) -> head("a: b\r\n".repeat(n) + "a b")),

	FIELDS_BEYOND_LIMIT((n) -> "GET / HTTP/1.1\r\nHost: a\r\n" + "a: b\r\n".repeat(20_000 + n)),

	FIELD_NAME((n) -> head("a".repeat(n) + ": b\r\n")),

	FIELD_NAME_AND_BAD_BYTE((n) -> head("a".repeat(n) + " : b\r\n")),

	FIELD_VALUE((n) -> head("a: " + "b".repeat(n) + "\r\n")),

	FIELD_VALUE_AND_BAD_BYTE((n) -> head("a: " + "b".repeat(n) + "\u0000")),

	FIELD_SPACES((n) -> head("a:" + " ".repeat(n) + "b" + "\t".repeat(n) + "\r\n")),

	FIELD_SPACES_INSIDE((n) -> head("a: " + "b ".repeat(n) + "\r\n")),

	HEAD_BEYOND_LIMIT((n) -> head("a: " + "b".repeat(128 * 1024 + n) + "\r\n")),

	TARGET((n) -> "GET /" + "a".repeat(n) + " HTTP/1.1\r\nHost: a\r\n\r\n"),

	TARGET_AND_BAD_BYTE((n) -> "GET /" + "a".repeat(n) + "\u0080"),

	TARGET_ABSOLUTE((n) -> "GET http://" + "a.".repeat(n) + "b/ HTTP/1.1\r\nHost: a\r\n\r\n"),

	TARGET_ABSOLUTE_AND_BAD_BYTE((n) -> "GET http://" + "a.".repeat(n) + "\\/ HTTP/1.1\r\nHost: a\r\n\r\n"),

	METHOD((n) -> "M".repeat(n)),

	EMPTY_LINES((n) -> "\r\n".repeat(n)),

	HOST((n) -> "GET / HTTP/1.1\r\nHost: " + "%41a.".repeat(n) + "\r\n\r\n"),

	HOST_AND_BAD_BYTE((n) -> "GET / HTTP/1.1\r\nHost: " + "a.".repeat(n) + "\"\r\n\r\n"),

	HOST_OF_COLONS((n) -> "GET / HTTP/1.1\r\nHost: [" + "1:".repeat(n) + "]\r\n\r\n"),

	HOST_OF_DOTS((n) -> "GET / HTTP/1.1\r\nHost: [::" + "1.".repeat(n) + "]\r\n\r\n"),

	HOST_OF_BRACKETS((n) -> "GET / HTTP/1.1\r\nHost: " + "[".repeat(n) + "\r\n\r\n"),

	CONNECTION((n) -> head("Connection: " + "a, ".repeat(n) + "close\r\n")),

	CONNECTION_OF_COMMAS((n) -> head("Connection: " + ",".repeat(n) + "\r\n")),

	CONNECTION_LINES((n) -> head("Connection: a\r\n".repeat(n))),

	TRANSFER_ENCODING((n) -> head("Transfer-Encoding: " + "chunked, ".repeat(n) + "\r\n")),

	TRANSFER_ENCODING_UNKNOWN((n) -> head("Transfer-Encoding: " + "chunked, ".repeat(n) + "x\r\n")),

	CONTENT_LENGTH((n) -> head("Content-Length: " + "0".repeat(n) + "\r\n")),

	CONTENT_LENGTH_LIST((n) -> head("Content-Length: " + "1, ".repeat(n) + "1\r\n")),

	EXPECT((n) -> head("Expect: " + "100-continue, ".repeat(n) + "\r\n")),

	BODY((n) -> head("Content-Length: " + n + "\r\n") + "x".repeat(n)),

	BODY_BEHIND_REFUSAL((n) -> head("Content-Length: x\r\n") + "x".repeat(n)),

	CHUNKS((n) -> chunked("1\r\nx\r\n".repeat(n) + "0\r\n\r\n")),

	CHUNKS_AND_BAD_BYTE((n) -> chunked("1\r\nx\r\n".repeat(n) + "x")),

	CHUNK_OF_MANY_BYTES((n) -> chunked(Integer.toHexString(n) + "\r\n" + "x".repeat(n) + "\r\n0\r\n\r\n")),

	CHUNK_EXTENSIONS((n) -> chunked("0" + ";a".repeat(n) + "\r\n\r\n")),

	CHUNK_EXTENSION((n) -> chunked("0;" + "a".repeat(n) + "\r\n\r\n")),

	CHUNK_EXTENSION_AND_BAD_BYTE((n) -> chunked("1;" + "a".repeat(n) + "\u0000")),

	CHUNKS_WITH_EXTENSIONS((n) -> chunked("1;a\r\nx\r\n".repeat(n) + "0\r\n\r\n")),

	TRAILER((n) -> chunked("0\r\na: " + "b".repeat(n) + "\r\n\r\n")),

	TRAILER_AND_BAD_BYTE((n) -> chunked("0\r\na: " + "b".repeat(n) + "\u0000")),

	TRAILERS_BEYOND_LIMIT((n) -> chunked("0\r\n" + "a: b\r\n".repeat(n))),

	PIPELINED((n) -> "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(n)),

	PIPELINED_AND_REFUSED((n) -> "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(n) + "GET / HTTP/1.1\r\n\r\n"),

	PIPELINED_AND_ANSWERED_LATER(SentWorkload::answerLater, (n) -> "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(n)),

	READ_BY_NAME(SentWorkload::readByName, (n) -> head("a: b\r\nc: d\r\n".repeat(n)));

	private static final HTTPServerOptions OPTIONS = HTTPServerOptions.DEFAULTS
		.withLimits(new Limits(128 << 10, 20_000, 10 << 20, 100 << 20, 0));

	private final IntFunction<String> text;

	private final RequestCallback callback;

	SentWorkload(IntFunction<String> text) {
		this(SentWorkload::answer, text);
	}

	SentWorkload(RequestCallback callback, IntFunction<String> text) {
		this.text = text;
		this.callback = callback;
	}

	/** Does it with {@code n} of them, or with {@code -n} of them, a byte at a time. */
	@Override
	public void accept(int n) {
		try (TestConnection connection = new TestConnection(this.callback, OPTIONS)) {
			byte[] octets = this.text.apply(Math.abs(n)).getBytes(StandardCharsets.ISO_8859_1);
			if (n > 0) {
				connection.send(octets);
				return;
			}
			for (byte octet : octets) {
				connection.send(new byte[] { octet });
			}
		}
	}

	private static String head(String fields) {
		return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
	}

	private static String chunked(String body) {
		return head("Transfer-Encoding: chunked\r\n") + body;
	}

	private static void answer(HTTPRequest request) {
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[0]);
	}

	private static void answerLater(HTTPRequest request) {
		request.ioLoop().addCallback(() -> answer(request));
	}

	private static void readByName(HTTPRequest request) {
		request.header("a");
		request.headers().get("c");
		request.headers().getList("a");
		answer(request);
	}

}
