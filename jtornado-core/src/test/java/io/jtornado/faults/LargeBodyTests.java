package io.jtornado.faults;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A gigabyte in each direction, through a server that has an eighth of that. */
@Timeout(150)
@EnabledOnOs(OS.LINUX)
class LargeBodyTests {

	private static final long GIGABYTE = 1L << 30;

	private static final int PIECE = LargeTargets.PIECE;

	private final byte[] pattern = LargeTargets.pattern();

	private final Fork server = Fork.start(256, "-Xmx128m", "-Dseconds=140");

	LargeBodyTests() throws IOException {
		// for the server
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void passThroughAServerWithLittleMemory() throws IOException {
		try (Socket socket = this.server.connect()) {
			upload(socket, GIGABYTE, false);
			download(socket, "/download/");
			upload(socket, GIGABYTE / 8, true);
		}
		assertNothingIsLeft();
	}

	@Test
	void holdAWorkerThatWritesThem() throws IOException {
		try (Socket socket = this.server.connect()) {
			download(socket, "/worker-download/");
		}
		assertNothingIsLeft();
	}

	private void upload(Socket socket, long length, boolean chunked) throws IOException {
		OutputStream out = socket.getOutputStream();
		send(out, "POST /upload HTTP/1.1\r\nHost: a\r\n"
				+ (chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: " + length + "\r\n\r\n"));
		for (long sent = 0; sent < length; sent += PIECE) {
			int count = (int) Math.min(PIECE, length - sent);
			if (chunked) {
				send(out, Integer.toHexString(count) + "\r\n");
			}
			out.write(this.pattern, 0, count);
			if (chunked) {
				send(out, "\r\n");
			}
		}
		if (chunked) {
			send(out, "0\r\n\r\n");
		}
		String expected = length + " bytes, 0 chunks wrong";
		DataInputStream in = new DataInputStream(socket.getInputStream());
		assertThat(readHead(in)).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + expected.length() + "\r\n");
		assertThat(new String(in.readNBytes(expected.length()), StandardCharsets.US_ASCII)).isEqualTo(expected);
	}

	private void download(Socket socket, String path) throws IOException {
		send(socket.getOutputStream(), "GET " + path + GIGABYTE + " HTTP/1.1\r\nHost: a\r\n\r\n");
		InputStream in = socket.getInputStream();
		assertThat(readHead(in)).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + GIGABYTE + "\r\n");
		for (long received = 0; received < GIGABYTE; received += PIECE) {
			int count = (int) Math.min(PIECE, GIGABYTE - received);
			byte[] piece = in.readNBytes(count);
			assertThat(Arrays.equals(piece, 0, piece.length, this.pattern, 0, count))
				.as("what comes behind %d bytes", received)
				.isTrue();
		}
	}

	private static void send(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static String readHead(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int octet = in.read();
			assertThat(octet).as("what follows %s", head).isNotNegative();
			head.append((char) octet);
		}
		return head.toString();
	}

	private void assertNothingIsLeft() {
		await().until(() -> this.server.stat("connections") == 0);
		Map<String, Long> stats = this.server.statsAfterCollection();
		assertThat(stats).containsEntry("requests", 0L)
			.containsEntry("heldRead", 0L)
			.containsEntry("heldWrite", 0L)
			.containsEntry("loopFailures", 0L);
		assertThat(stats.get("heap")).isLessThan(32L << 20);
		assertThat(this.server.log()).noneMatch((line) -> line.contains("ERROR"));
	}

}
