package io.jtornado.blackbox;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A client of WebSockets that sends what it is told to, right or wrong. Frames are
 * written as words: {@code text Hello}, {@code bytes Hello}, {@code ping x},
 * {@code pong x}, {@code close}, {@code close 1000 bye}; {@code text a*3} is
 * {@code text aaa}. {@code begin}, {@code more} and {@code last} are text in fragments,
 * {@code deflated} is text that is compressed, {@code raw} are octets in hexadecimal.
 */
final class FrameClient implements AutoCloseable {

	private static final byte[] MASK = { 0x12, (byte) 0x9a, 0x56, (byte) 0xde };

	private static final int FIN = 0x80;

	private static final int RSV1 = 0x40;

	private static final List<String> OPCODES = List.of("more", "text", "bytes", "", "", "", "", "", "close", "ping",
			"pong");

	private final Socket socket;

	private final InputStream in;

	private final Inflater inflater = new Inflater(true);

	private boolean context = true; // of the server's messages

	private boolean closing; // a Close frame has been sent

	FrameClient(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(20_000);
		this.in = this.socket.getInputStream();
	}

	/** Sends a handshake with fields behind the usual ones; returns the head. */
	String open(String target, String... fields) throws IOException {
		return request(Wire.get(target, Wire.upgrade(fields)));
	}

	/** Sends the octets of a request; returns the head of the answer. */
	String request(String octets) throws IOException {
		this.socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			head.write(octet());
		}
		String text = head.toString(StandardCharsets.ISO_8859_1);
		this.context = !text.contains("server_no_context_takeover");
		return text;
	}

	/** Sends a frame. */
	void send(String frame) throws IOException {
		String[] words = frame.split(" ", 2);
		byte[] payload = payload((words.length > 1) ? words[1] : "");
		switch (words[0]) {
			case "raw" -> write(HexFormat.of().parseHex(words[1]));
			case "close" -> close((words.length > 1) ? words[1].split(" ", 2) : new String[0]);
			case "begin" -> write(1, payload);
			case "more" -> write(0, payload);
			case "last" -> write(FIN, payload);
			case "deflated" -> write(FIN | RSV1 | 1, deflated(payload));
			default -> write(FIN | OPCODES.indexOf(words[0]), payload);
		}
	}

	private void close(String... words) throws IOException {
		byte[] reason = ((words.length > 1) ? words[1] : "").getBytes(StandardCharsets.UTF_8);
		ByteBuffer payload = ByteBuffer.allocate((words.length > 0) ? 2 + reason.length : 0);
		if (words.length > 0) {
			payload.putShort((short) Integer.parseInt(words[0])).put(reason);
		}
		this.closing = true;
		write(FIN | OPCODES.indexOf("close"), payload.array());
	}

	private static byte[] payload(String text) {
		int star = text.lastIndexOf('*');
		String whole = (star > 0) ? text.substring(0, star).repeat(Integer.parseInt(text.substring(star + 1))) : text;
		return whole.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] deflated(byte[] payload) {
		Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
		deflater.setInput(payload);
		byte[] room = new byte[payload.length + 64];
		int count = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
		deflater.end();
		return Arrays.copyOf(room, count - 4);
	}

	private void write(int first, byte[] payload) throws IOException {
		int size = payload.length;
		ByteBuffer frame = ByteBuffer.allocate(size + 14).put((byte) first);
		if (size < 126) {
			frame.put((byte) (FIN | size));
		}
		else if (size <= 0xffff) {
			frame.put((byte) (FIN | 126)).putShort((short) size);
		}
		else {
			frame.put((byte) (FIN | 127)).putLong(size);
		}
		frame.put(MASK);
		for (int i = 0; i < size; i++) {
			frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
		}
		byte[] octets = new byte[frame.flip().remaining()];
		frame.get(octets);
		write(octets);
	}

	private void write(byte[] octets) throws IOException {
		this.socket.getOutputStream().write(octets);
	}

	/** Takes the next frame, as a word with what it carries; {@code end} for the end. */
	String receive() throws IOException {
		int first = this.in.read();
		if (first < 0) {
			return "end";
		}
		byte[] payload = this.in.readNBytes(length());
		String name = OPCODES.get(first & 0x0f);
		if (name.equals("close") && payload.length >= 2) {
			ByteBuffer close = ByteBuffer.wrap(payload);
			return (name + " " + close.getShort() + " " + StandardCharsets.UTF_8.decode(close)).strip();
		}
		boolean coded = (first & RSV1) != 0;
		byte[] plain = coded ? inflated(payload) : payload;
		return ((coded ? "deflated " : name + " ") + brief(new String(plain, StandardCharsets.UTF_8))).strip();
	}

	private static String brief(String text) {
		boolean alike = text.length() > 20 && text.equals(text.substring(0, 1).repeat(text.length()));
		return alike ? text.charAt(0) + "*" + text.length() : text;
	}

	private int length() throws IOException {
		int length = octet();
		if (length < 126) {
			return length;
		}
		byte[] more = this.in.readNBytes((length == 126) ? 2 : 8);
		return (length == 126) ? ByteBuffer.wrap(more).getShort() & 0xffff : (int) ByteBuffer.wrap(more).getLong();
	}

	private int octet() throws IOException {
		int octet = this.in.read();
		if (octet < 0) {
			throw new EOFException("The server has ended the connection");
		}
		return octet;
	}

	private byte[] inflated(byte[] payload) {
		byte[] room = new byte[1 << 16];
		if (!this.context) {
			this.inflater.reset();
		}
		try {
			this.inflater.setInput(ByteBuffer.allocate(payload.length + 4)
				.put(payload)
				.put(new byte[] { 0, 0, (byte) 0xff, (byte) 0xff })
				.array());
			return Arrays.copyOf(room, this.inflater.inflate(room));
		}
		catch (DataFormatException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Takes all that comes up to the end, and agrees to the server's. */
	List<String> receiveAll() throws IOException {
		List<String> frames = new ArrayList<>();
		do {
			String frame = receive();
			frames.add(frame);
			if (frame.startsWith("close") && !this.closing) {
				send(frame);
			}
		}
		while (!frames.get(frames.size() - 1).equals("end"));
		return frames;
	}

	@Override
	public void close() throws IOException {
		this.inflater.end();
		this.socket.close();
	}

}
