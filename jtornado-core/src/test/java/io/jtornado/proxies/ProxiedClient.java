package io.jtornado.proxies;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import javax.net.SocketFactory;

/** A client of a proxy, at an address of its own on the loopback interface. */
final class ProxiedClient {

	static final String ADDRESS = "127.0.0.2";

	private ProxiedClient() {
	}

	/** Asks for a path, with more fields; each of them ends in CRLF. */
	static String get(SocketFactory factory, int port, String path, String fields) throws IOException {
		return exchange(factory, port, "GET " + path + " HTTP/1.1\r\nHost: app.example\r\n" + fields + close());
	}

	static String post(SocketFactory factory, int port, String path, String body) throws IOException {
		return exchange(factory, port, "POST " + path + " HTTP/1.1\r\nHost: app.example\r\nContent-Length: "
				+ body.length() + "\r\n" + close() + body);
	}

	private static String close() {
		return "Connection: close\r\n\r\n";
	}

	private static String exchange(SocketFactory factory, int port, String request) throws IOException {
		try (Socket client = factory.createSocket(InetAddress.getLoopbackAddress(), port,
				InetAddress.getByName(ADDRESS), 0)) {
			client.setSoTimeout(20_000);
			client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	static String body(String answer) {
		return answer.substring(answer.indexOf("\r\n\r\n") + 4);
	}

}
