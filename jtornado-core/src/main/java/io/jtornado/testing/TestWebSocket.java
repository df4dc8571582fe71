package io.jtornado.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A WebSocket's client, strict in what it reads, and free in what it sends.
 *
 * <pre>{@code
 * TestWebSocket chat = client.webSocket("/chat");
 * chat.send("hello");
 * assertThat(chat.receive()).isEqualTo("you said: hello");
 * chat.sendClose(1000, "bye");
 * assertThat(chat.closeCode()).isEqualTo(1000);
 * }</pre>
 *
 * Whatever waits, waits at most as long as the client's timeout and then fails with an
 * AssertionError; meanwhile pings are answered. Messages come as they are, without
 * compression, unless the handshake has offered it.
 * <p>
 * <b>Threading:</b> as its {@link TestClient}.
 */
public final class TestWebSocket implements AutoCloseable {

	/** With a GUID behind it, it makes what {@link #ACCEPT} says: the RFC's example. */
	static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

	private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

	private static final int FIN = 0x80;

	private static final int TEXT = FIN | 1;

	private static final int BINARY = FIN | 2;

	private static final int CLOSE = FIN | 8;

	private static final int PING = FIN | 9;

	private static final int PONG = FIN | 10;

	private static final byte[] MASK = { 0x12, 0x34, 0x56, 0x78 };

	private static final int NO_CODE = 1005;

	private static final int ABNORMAL = 1006;

	private final TestExchange exchange;

	private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

	/** What has come and nobody has asked for yet. */
	private @Nullable Frame next;

	private @Nullable Frame closed; // the Close frame that has come

	private boolean answersPings = true;

	private static final class Frame {

		private final int first;

		private final byte[] payload;

		Frame(int first, byte[] payload) {
			this.first = first;
			this.payload = payload;
		}

	}

	TestWebSocket(TestExchange exchange) {
		this.exchange = exchange;
		int status = exchange.status();
		if (status != 101) {
			exchange.close();
			throw new AssertionError(
					"The handshake " + exchange + " was answered with " + status + "; fetch() it to see why");
		}
		if (!ACCEPT.equals(exchange.header("Sec-WebSocket-Accept"))) {
			throw new AssertionError("Sec-WebSocket-Accept is " + exchange.header("Sec-WebSocket-Accept"));
		}
	}

	/**
	 * Returns a field of the answer to the handshake.
	 * @param name its name, in any case
	 * @return its value; null if there is none
	 */
	public @Nullable String header(String name) {
		return this.exchange.header(name);
	}

	/**
	 * Returns the subprotocol that the server has chosen.
	 * @return its name; null if there is none
	 */
	public @Nullable String subprotocol() {
		return header("Sec-WebSocket-Protocol");
	}

	/**
	 * Sends a message of text.
	 * @param text the text
	 */
	public void send(String text) {
		sendFrame(TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sends a message of bytes.
	 * @param bytes the bytes
	 */
	public void send(byte[] bytes) {
		sendFrame(BINARY, bytes);
	}

	/**
	 * Sends a Close frame.
	 * @param code the code, legal or not
	 * @param reason in words; empty for nothing
	 */
	public void sendClose(int code, String reason) {
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		sendFrame(CLOSE, ByteBuffer.allocate(Short.BYTES + text.length).putShort((short) code).put(text).array());
	}

	/**
	 * Sends a frame, with a mask: a fragment, a ping, or what no client should send.
	 * @param first the first octet: FIN, reserved bits and opcode
	 * @param payload the payload
	 */
	public void sendFrame(int first, byte[] payload) {
		ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
		if (payload.length < 126) {
			frame.put((byte) (0x80 | payload.length));
		}
		else if (payload.length <= 0xFFFF) {
			frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
		}
		else {
			frame.put((byte) (0x80 | 127)).putLong(payload.length);
		}
		frame.put(MASK);
		for (int i = 0; i < payload.length; i++) {
			frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
		}
		this.exchange.send(Arrays.copyOf(frame.array(), frame.position()));
	}

	/**
	 * Sets whether pings are answered.
	 * @param answer true by default; false for a client that is not there any more
	 * @return this
	 */
	public TestWebSocket answerPings(boolean answer) {
		this.answersPings = answer;
		return this;
	}

	/**
	 * Waits for a message of text.
	 * @return the text
	 * @throws AssertionError if bytes come instead, or the end
	 */
	public String receive() {
		return new String(receive(TEXT, "text"), StandardCharsets.UTF_8);
	}

	/**
	 * Waits for a message of bytes.
	 * @return the bytes
	 * @throws AssertionError if text comes instead, or the end
	 */
	public byte[] receiveBytes() {
		return receive(BINARY, "bytes");
	}

	private byte[] receive(int first, String what) {
		Frame frame = awaitMessage();
		if (frame == null || frame.first != first) {
			throw new AssertionError(
					"A message of " + what + " was to come by " + this.exchange + ", but " + ((frame != null)
							? "it was of another kind" : "it ended with " + closeCode() + " " + closeReason()));
		}
		this.next = null;
		return frame.payload;
	}

	/**
	 * Tells, without waiting, whether a message has come.
	 * @return whether there is one to be received
	 */
	public boolean present() {
		this.unread.writeBytes(this.exchange.readPresent());
		takeFrames();
		return this.next != null;
	}

	/**
	 * Waits for the end; messages that come before are dropped.
	 * @return the code of the server's Close frame: 1005 if it has none, 1006 if there
	 * was no such frame
	 */
	public int closeCode() {
		while (awaitMessage() != null) {
			this.next = null;
		}
		Frame frame = this.closed;
		if (frame == null) {
			return ABNORMAL;
		}
		return (frame.payload.length >= Short.BYTES) ? ByteBuffer.wrap(frame.payload).getShort() & 0xFFFF : NO_CODE;
	}

	/**
	 * Returns what the server has said at the end, after {@link #closeCode()}.
	 * @return the reason of its Close frame; empty if there is none
	 */
	public String closeReason() {
		Frame frame = this.closed;
		int length = (frame != null) ? frame.payload.length : 0;
		return (frame == null || length < Short.BYTES) ? ""
				: new String(frame.payload, Short.BYTES, length - Short.BYTES, StandardCharsets.UTF_8);
	}

	/** Leaves without a word, as a client does that crashes. */
	@Override
	public void close() {
		this.exchange.close();
	}

	/** Null at the end. */
	private @Nullable Frame awaitMessage() {
		takeFrames();
		while (this.next == null && this.closed == null) {
			byte[] more = this.exchange.read();
			if (more.length == 0) {
				return null;
			}
			this.unread.writeBytes(more);
			takeFrames();
		}
		return this.next;
	}

	private void takeFrames() {
		boolean more = true;
		while (more && this.next == null && this.closed == null) {
			Frame frame = takeFrame();
			more = frame != null;
			if (frame != null) {
				take(frame);
			}
		}
	}

	private void take(Frame frame) {
		switch (frame.first) {
			case TEXT, BINARY -> this.next = frame;
			case CLOSE -> this.closed = frame;
			case PING -> {
				if (this.answersPings) {
					sendFrame(PONG, frame.payload);
				}
			}
			case PONG -> {
			}
			default -> throw new AssertionError(
					"A frame began with 0x" + Integer.toHexString(frame.first) + " by " + this.exchange);
		}
	}

	/** Null if it has not come whole. */
	private @Nullable Frame takeFrame() {
		ByteBuffer bytes = ByteBuffer.wrap(this.unread.toByteArray());
		if (bytes.remaining() < 2) {
			return null;
		}
		int first = bytes.get() & 0xFF;
		int length = bytes.get() & 0xFF;
		int octets = (length == 126) ? Short.BYTES : (length == 127) ? Long.BYTES : 0;
		if (length > 127) {
			throw new AssertionError("A frame of the server has a mask, or is too long, by " + this.exchange);
		}
		if (bytes.remaining() < octets) {
			return null;
		}
		long size = (octets == Short.BYTES) ? bytes.getShort() & 0xFFFF : (octets > 0) ? bytes.getLong() : length;
		if (bytes.remaining() < size) {
			return null;
		}
		byte[] payload = new byte[(int) size];
		bytes.get(payload);
		this.unread.reset();
		this.unread.write(bytes.array(), bytes.position(), bytes.remaining());
		return new Frame(first, payload);
	}

}
