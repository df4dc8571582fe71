package io.jtornado.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerStats;
import io.jtornado.ioloop.IOLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Real sockets whose clients send RST. */
@Timeout(60)
class SocketResetTests {

	private static final String REQUESTS = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
			+ "5\r\nhello\r\n0\r\n\r\nGET /stream HTTP/1.1\r\nHost: a\r\n\r\nGET /pending HTTP/1.1\r\nHost: a\r\n\r\n";

	private final QuietLog log = new QuietLog();

	private final CountingHandler.Books books = new CountingHandler.Books();

	private final IOLoopGroup group = IOLoopGroup.of(1);

	private final HTTPServer server = new HTTPServer(CountingHandler.application(this.books), this.group);

	private final Told told = new Told();

	@BeforeEach
	void listen() throws IOException {
		this.server.addListener(this.told);
		this.server.listen(0, "127.0.0.1");
		this.group.start();
	}

	@AfterEach
	void close() {
		HTTPServerStats stats = this.server.stats();
		await().atMost(Duration.ofSeconds(20)).until(() -> stats.connectionsActive() == 0);
		await().untilAsserted(() -> assertThat(this.books.finished).hasValue(this.books.begun.get()));
		assertThat(stats.heldRead()).isZero();
		assertThat(stats.heldWrite()).isZero();
		assertThat(stats.requestsActive()).isZero();
		assertThat(this.told.closed()).isEqualTo(this.told.accepted());
		assertThat(this.books.twice).hasValue(0);
		assertThat(this.server.loops().get(0).stats().failures()).isZero();
		this.server.stop();
		this.group.stop();
		this.group.close();
		assertThat(this.log.errors()).isEmpty();
		this.log.close();
	}

	@Test
	void resetInARequest() throws IOException {
		for (int offset = 0; offset <= REQUESTS.length(); offset += 3) {
			try (Socket socket = connect()) {
				socket.getOutputStream().write(REQUESTS.substring(0, offset).getBytes(StandardCharsets.US_ASCII));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "small", "large", "stream" })
	void resetInAnAnswer(String how) throws IOException {
		String request = "GET /" + how + " HTTP/1.1\r\nHost: a\r\n\r\n";
		for (int count = 1; count < 2000; count = 1 + count * 3 / 2) {
			try (Socket socket = connect()) {
				socket.setReceiveBufferSize(1024);
				socket.getOutputStream().write(request.repeat(count).getBytes(StandardCharsets.US_ASCII));
				int read = socket.getInputStream().readNBytes(Math.min(count, 100)).length;
				assertThat(read).isEqualTo(Math.min(count, 100));
			}
		}
	}

	private Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.port());
		socket.setOption(StandardSocketOptions.SO_LINGER, 0); // closing sends RST
		return socket;
	}

}
