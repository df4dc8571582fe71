package io.jtornado.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that says byte by byte what it is told to, over a real socket. */
public final class SocketClient implements AutoCloseable {

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

	private final Socket socket;

	public SocketClient(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(20_000);
	}

	public void send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/** Reads one answer with its body, which has a length. */
	public String receive() throws IOException {
		String head = receiveHead();
		return head + new String(receiveBody(head), StandardCharsets.UTF_8);
	}

	/** Reads the body that a head has announced by its length. */
	public byte[] receiveBody(String head) throws IOException {
		Matcher length = LENGTH.matcher(head);
		int count = length.find() ? Integer.parseInt(length.group(1)) : 0;
		return this.socket.getInputStream().readNBytes(count);
	}

	/** Reads the head of one answer. */
	public String receiveHead() throws IOException {
		InputStream in = this.socket.getInputStream();
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int octet = in.read();
			if (octet < 0) {
				throw new IOException("No answer, but " + head);
			}
			head.write(octet);
		}
		return head.toString(StandardCharsets.ISO_8859_1);
	}

	/** Reads all that comes until the server ends the connection. */
	public String receiveAll() throws IOException {
		return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	/** Reads all that comes until the server breaks the connection. */
	public String receiveUntilReset() throws IOException {
		ByteArrayOutputStream received = new ByteArrayOutputStream();
		try {
			this.socket.getInputStream().transferTo(received);
		}
		catch (SocketException ex) {
			return received.toString(StandardCharsets.UTF_8);
		}
		throw new IOException("No reset, but the end, behind " + received);
	}

	public String exchange(String text) throws IOException {
		send(text);
		return receive();
	}

	/** Whether nothing more comes. */
	public boolean ended() throws IOException {
		return this.socket.getInputStream().read() < 0;
	}

	/** Breaks the connection. */
	public void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
