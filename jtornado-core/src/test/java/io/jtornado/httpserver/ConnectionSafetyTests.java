package io.jtornado.httpserver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.iostream.StreamBuffers;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What must not go wrong when something else has. */
class ConnectionSafetyTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n" + "x".repeat(2000);

	@Test
	void takesNoCloseCallbackFromAForeignThread() {
		List<HTTPRequest> requests = new ArrayList<>();
		try (TestServer server = new TestServer(requests::add)) {
			server.connect().send(GET);
			HTTPRequest request = requests.get(0);

			assertThatThrownBy(() -> CompletableFuture.runAsync(() -> request.setCloseCallback(null)).join())
				.isInstanceOf(CompletionException.class)
				.hasCauseInstanceOf(IllegalStateException.class);
		}
	}

	@Test
	void tellsTheHandlerThatTheClientIsGoneThoughAListenerFailed() {
		List<HTTPRequest> requests = new ArrayList<>();
		try (TestServer server = new TestServer(requests::add)) {
			server.server().addListener(new HTTPServerListener() {

				@Override
				public void onClosed(CloseReason reason, long nanos) {
					throw new NoClassDefFoundError("metrics");
				}

			});
			TestConnection connection = server.connect();
			connection.send(GET);

			connection.reset();

			assertThat(requests.get(0).clientGone()).isTrue();
		}
	}

	@Test
	void refusesBodiesWhileAnswersFillTheMemory() {
		Limits limits = new Limits(1000, 10, 10_000, 1 << 20, 100_000);
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS.withLimits(limits);
		try (TestServer server = new TestServer(ConnectionSafetyTests::answerMuch, options)) {
			TestConnection slow = server.connect();
			slow.transport().takeOnly(0);
			slow.send(GET);
			assertThat(StreamBuffers.of(server.loop().ioLoop()).heldWrite().get()).isGreaterThan(100_000);

			assertThat(server.exchange(POST)).startsWith("HTTP/1.1 503 ").contains("Retry-After: ");

			slow.transport().takeOnly(Long.MAX_VALUE);
			server.loop().runUntilIdle();
			assertThat(server.exchange(POST)).startsWith("HTTP/1.1 200 ");
		}
	}

	private static void answerMuch(HTTPRequest request) {
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[120_000]);
	}

}
