package io.jtornado.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that says byte by byte what it is told to, over a real socket. */
final class SocketClient implements AutoCloseable {

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

	private final Socket socket;

	SocketClient(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(20_000);
	}

	void send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/** Reads one answer with its body, which has a length. */
	String receive() throws IOException {
		InputStream in = this.socket.getInputStream();
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int octet = in.read();
			if (octet < 0) {
				throw new IOException("No answer, but " + head);
			}
			head.write(octet);
		}
		String text = head.toString(StandardCharsets.ISO_8859_1);
		Matcher length = LENGTH.matcher(text);
		int count = length.find() ? Integer.parseInt(length.group(1)) : 0;
		return text + new String(in.readNBytes(count), StandardCharsets.UTF_8);
	}

	String exchange(String text) throws IOException {
		send(text);
		return receive();
	}

	/** Whether nothing more comes. */
	boolean ended() throws IOException {
		return this.socket.getInputStream().read() < 0;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
