package io.jtornado.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.tcpserver.TCPServerOptions;
import io.jtornado.testing.Certificates;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whoever is refused over and over gets a line of the log a second, and no more. */
@Timeout(60)
class RefusalFloodTests {

	private static final int TIMES = 500;

	@ParameterizedTest
	@ValueSource(strings = { "BAD\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n" })
	void badRequestsAreALineASecond(String request) {
		try (QuietLog log = new QuietLog(Level.INFO);
				MemoryServer server = new MemoryServer(CountingHandler.application(new CountingHandler.Books()))) {
			for (int i = 0; i < TIMES; i++) {
				TestConnection client = server.connect();
				assertThat(client.exchange(request)).startsWith("HTTP/1.1 4");
				client.reset();
				server.loop().advance(Duration.ofMillis(10));
			}

			assertOncePerSecond(log.lines(), TIMES / 100);
			assertThat(server.told().events().stream().filter((event) -> event.startsWith("refused "))).hasSize(TIMES);
		}
	}

	@Test
	void requestsThatNeverEndAreALineASecond() {
		try (QuietLog log = new QuietLog(Level.INFO);
				MemoryServer server = new MemoryServer(CountingHandler.application(new CountingHandler.Books()))) {
			for (int i = 0; i < TIMES; i++) {
				server.connect().send("GET /");
				server.loop().advance(Duration.ofMillis(10));
			}
			server.loop().advance(Duration.ofSeconds(15));

			assertOncePerSecond(log.lines(), 1 + TIMES / 100);
		}
	}

	/** Each says how many there were in between. */
	private static void assertOncePerSecond(List<String> lines, int most) {
		assertThat(lines).hasSizeBetween(1, most).allMatch((line) -> line.startsWith("INFO Refused "));
		if (lines.size() > 1) {
			assertThat(lines.subList(1, lines.size())).allMatch((line) -> line.contains("(99 more "));
		}
	}

	@Test
	void handshakesOfGarbageAreALineASecond() throws IOException {
		IOLoopGroup loops = IOLoopGroup.of(1);
		HTTPServer server = new HTTPServer(CountingHandler.application(new CountingHandler.Books()), loops,
				HTTPServerOptions.DEFAULTS
					.withTcp(TCPServerOptions.DEFAULTS.withSsl(SSLOptions.of(Certificates.LOCALHOST.context()))));
		Told told = new Told();
		server.addListener(told);
		loops.start();
		long began = System.nanoTime();
		try (QuietLog log = new QuietLog(Level.INFO)) {
			server.listen(0, "127.0.0.1");
			for (int i = 0; i < TIMES; i++) {
				try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
					socket.getOutputStream().write("\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
				}
			}
			await().atMost(Duration.ofSeconds(20)).until(() -> told.closed() == TIMES);
			long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();

			assertThat(told.events().stream().filter("rejected TLS"::equals)).hasSize(TIMES);
			assertThat(log.lines()).hasSizeBetween(1, (int) seconds + 2);
		}
		finally {
			server.stop();
			loops.close();
		}
	}

}
