package io.jtornado.faults;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server that has run out of file descriptors: {@code ulimit -n 64}. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class FileDescriptorTests {

	private static final String GET = "GET /echo/token HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final Duration WATCHED = Duration.ofMillis(1500);

	private final List<Socket> sockets = new ArrayList<>();

	@Test
	void serversThatHaveNoneLeftServeWhomTheyHaveAndRecover() throws IOException {
		try (Fork server = Fork.start(64, "-Xmx64m", "-Dseconds=50")) {
			Socket first = connect(server);
			assertThat(Fork.fetch(first, GET)).endsWith("token");
			assertThat(Fork.fetch(connect(server), "BAD\r\n\r\n")).contains("400");
			long baseline = server.stat("descriptors");

			for (int i = 0; i < 100; i++) {
				connect(server);
			}
			await().until(() -> server.stat("acceptFailures") > 0);
			assertThat(server.stat("connections")).isBetween(10L, 64L);
			assertThat(Fork.fetch(first, GET)).as("a connection from before").endsWith("token");
			assertThat(Fork.fetch(this.sockets.get(5), GET)).as("another one").endsWith("token");
			assertDoesNotSpin(server);

			List<Socket> late = this.sockets.subList(80, this.sockets.size());
			close(this.sockets.subList(1, 80));
			for (Socket socket : late) {
				assertThat(Fork.fetch(socket, GET)).as("a connection that had to wait").endsWith("token");
			}
			close(this.sockets);
			await().until(() -> server.stat("connections") == 0);
			assertThat(server.stat("descriptors")).isLessThanOrEqualTo(baseline);
			assertThat(server.log().stream().filter((line) -> line.contains("Cannot accept connections")))
				.hasSizeBetween(1, 3);
			assertThat(server.log()).noneMatch((line) -> line.contains("ERROR"));
			assertThat(server.stat("loopFailures")).isZero();
		}
		finally {
			close(this.sockets);
		}
	}

	/** A listener that is ready all the time, and cannot be served. */
	private static void assertDoesNotSpin(Fork server) {
		long failures = server.stat("acceptFailures");
		Duration before = server.cpu();
		long end = System.nanoTime() + WATCHED.toNanos();
		await().pollInterval(Duration.ofMillis(100)).until(() -> System.nanoTime() - end >= 0);

		assertThat(server.cpu().minus(before)).isLessThan(WATCHED.dividedBy(3));
		assertThat(server.stat("acceptFailures") - failures).isBetween(1L, 20L);
	}

	private Socket connect(Fork server) throws IOException {
		Socket socket = server.connect();
		this.sockets.add(socket);
		return socket;
	}

	private static void close(List<Socket> sockets) throws IOException {
		for (Socket socket : sockets) {
			socket.close();
		}
	}

}
