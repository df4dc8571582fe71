package io.jtornado.faults;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server with a heap of 32 MB, and handlers that want more. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class OutOfMemoryTests {

	private static final String ECHO = "GET /echo/token HTTP/1.1\r\nHost: a\r\n\r\n";

	@Test
	void everyFaultCostsItsRequestAtMost() throws IOException {
		try (Fork server = Fork.start(256, "-Xmx32m", "-Xss512k", "-Dseconds=50"); Socket other = server.connect()) {
			assertThat(Fork.fetch(other, ECHO)).endsWith("token");
			for (Thrown thrown : Thrown.values()) {
				assertAnswered(server, "GET /fails/" + thrown);
				assertAnswered(server, "POST /fails/" + thrown);
				assertAnswered(server, "POST /worker/" + thrown);
				assertBroken(server, "GET /fails-half/" + thrown);
			}
			for (int i = 0; i < 5; i++) {
				assertAnswered(server, "GET /hoards");
			}
			assertThat(Fork.fetch(other, ECHO)).as("a connection from before").endsWith("token");
			assertThat(server.isAlive()).isTrue();
			await().until(() -> server.stat("connections") == 1);
			assertThat(server.stats()).containsEntry("requests", 0L)
				.containsEntry("heldRead", 0L)
				.containsEntry("heldWrite", 0L);
		}
	}

	/** Not even for the words with which a loop says that there is none. */
	@Test
	void aLoopOutlivesASecondWithoutAnyMemory() throws IOException {
		try (Fork server = Fork.start(256, "-Xmx32m", "-Dseconds=50")) {
			assertThat(server.stat("loopFailures")).as("before, so that all that answers this is loaded").isZero();
			for (int i = 0; i < 2; i++) {
				try (Socket socket = server.connect()) {
					Fork.fetch(socket, "GET /starves HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
				}
				await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> echoes(server));
			}
			assertThat(server.stat("loopFailures")).isPositive();
		}
	}

	private static boolean echoes(Fork server) throws IOException {
		try (Socket socket = server.connect()) {
			return Fork.fetch(socket, ECHO).endsWith("token");
		}
	}

	private static void assertAnswered(Fork server, String request) throws IOException {
		try (Socket socket = server.connect()) {
			String head = request + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
			assertThat(Fork.fetch(socket, head)).as(request).startsWith("HTTP/1.1 500 ");
			assertThat(Fork.fetch(socket, ECHO)).as("the same connection").endsWith("token");
		}
	}

	private static void assertBroken(Fork server, String request) throws IOException {
		try (Socket socket = server.connect()) {
			StringBuilder all = new StringBuilder(Fork.fetch(socket, request + " HTTP/1.1\r\nHost: a\r\n\r\n"));
			int next = socket.getInputStream().read();
			while (next >= 0) {
				all.append((char) next);
				next = socket.getInputStream().read();
			}
			assertThat(all.toString()).doesNotEndWith("0\r\n\r\n");
		}
		catch (IOException ex) {
			assertThat(ex).hasMessageContaining("reset");
		}
	}

}
