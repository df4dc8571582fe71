package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestLoop;
import io.jtornado.web.Application;

/** A client of a WebSocket in memory, on a clock that stands still. */
final class WebSocketConversation implements AutoCloseable {

	static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

	private static final String FIELDS = "Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
			+ "Sec-WebSocket-Version: 13\r\n" + KEY;

	private final TestConnection connection;

	/** What is left of the server's bytes. */
	private String unread = "";

	private WebSocketConversation(TestConnection connection) {
		this.connection = connection;
	}

	static WebSocketConversation with(Application application) {
		return with(application, HTTPServerOptions.DEFAULTS);
	}

	static WebSocketConversation with(Application application, HTTPServerOptions options) {
		return new WebSocketConversation(new TestConnection(application, options));
	}

	static WebSocketConversation with(HTTPServer server, TestLoop loop) {
		return new WebSocketConversation(new TestConnection(server, loop));
	}

	static byte[] handshake(String path, String... more) {
		String fields = (more.length > 0) ? String.join("\r\n", more) + "\r\n" : "";
		return ("GET " + path + " HTTP/1.1\r\n" + FIELDS + fields + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
	}

	/** Sends a right handshake with more fields; returns the head of the answer. */
	String open(String path, String... more) {
		this.connection.send(handshake(path, more));
		read();
		int end = this.unread.indexOf("\r\n\r\n") + 4;
		String head = this.unread.substring(0, end);
		this.unread = this.unread.substring(end);
		return head;
	}

	WebSocketConversation opened(String path, String... more) {
		if (!open(path, more).startsWith("HTTP/1.1 101 ")) {
			throw new AssertionError("No WebSocket was opened");
		}
		return this;
	}

	void send(byte[]... frames) {
		this.connection.send(ClientFrames.join(frames));
	}

	/** Sends, and returns what comes back. */
	List<String> exchange(byte[]... frames) {
		send(frames);
		return received();
	}

	private void read() {
		this.unread += this.connection.received();
	}

	/** The frames that have come, in words: {@code TEXT Hello}; half a one waits. */
	List<String> received() {
		read();
		List<String> frames = new ArrayList<>();
		ByteBuffer bytes = ByteBuffer.wrap(this.unread.getBytes(StandardCharsets.ISO_8859_1));
		int end = 0;
		while (bytes.remaining() >= 2) {
			int first = bytes.get() & 0xFF;
			long length = bytes.get();
			length = (length == 126 && bytes.remaining() >= 2) ? bytes.getShort() & 0xFFFF
					: (length == 127 && bytes.remaining() >= 8) ? bytes.getLong() : length;
			if (length < 0 || bytes.remaining() < length) {
				break;
			}
			byte[] payload = new byte[(int) length];
			bytes.get(payload);
			frames.add(describe(first, payload));
			end = bytes.position();
		}
		this.unread = this.unread.substring(end);
		return frames;
	}

	private static String describe(int first, byte[] payload) {
		String text = new String(payload, StandardCharsets.UTF_8);
		return switch (first) {
			case 0x81 -> "TEXT " + text;
			case 0x82 -> "BINARY " + HexFormat.of().formatHex(payload);
			case 0x88 ->
				("CLOSE" + ((payload.length < 2) ? "" : " " + ByteBuffer.wrap(payload).getShort()) + " " + new String(
						payload, Math.min(2, payload.length), Math.max(0, payload.length - 2), StandardCharsets.UTF_8))
					.strip();
			case 0x89 -> ("PING " + text).strip();
			case 0x8A -> ("PONG " + text).strip();
			case 0xC1 -> "DEFLATED TEXT " + HexFormat.of().formatHex(payload);
			case 0xC2 -> "DEFLATED BINARY " + HexFormat.of().formatHex(payload);
			default -> "FRAME " + first;
		};
	}

	TestConnection connection() {
		return this.connection;
	}

	WebSocketStats stats() {
		return WebSocketStats.of(this.connection.loop().ioLoop());
	}

	@Override
	public void close() {
		WebSocketStats stats = stats();
		this.connection.close();
		if (stats.held() != 0) {
			throw new AssertionError("A session has kept " + stats.held() + " bytes");
		}
	}

}
