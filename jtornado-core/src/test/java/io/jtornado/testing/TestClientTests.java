package io.jtornado.testing;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.RequestCallback;
import io.jtornado.iostream.IOStream;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TestClientTests {

	private static final ExecutorService THREAD = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "another thread");
		thread.setDaemon(true);
		return thread;
	});

	private static final CompletableFuture<String> NEVER = new CompletableFuture<>();

	private static Application application() {
		return Application.builder()
			.add(url("/users/{id}", UserHandler.class, UserHandler::new))
			.add(url("/form", FormHandler.class, FormHandler::new))
			.add(url("/pieces", PiecesHandler.class, PiecesHandler::new))
			.add(url("/endless", EndlessHandler.class, EndlessHandler::new))
			.add(url("/elsewhere", ElsewhereHandler.class, () -> new ElsewhereHandler(THREAD)))
			.add(url("/never", NeverHandler.class, NeverHandler::new))
			.add(url("/later", LaterHandler.class, LaterHandler::new))
			.accessLog(false)
			.build();
	}

	/** What holds in memory and over sockets alike. */
	abstract static class Contract {

		final TestClient client;

		final Set<IOStream> connections = ConcurrentHashMap.newKeySet();

		Contract(Function<RequestCallback, TestClient> making) {
			Application application = application();
			this.client = making.apply((request) -> {
				this.connections.add(request.connection().stream());
				application.handle(request);
			});
		}

		@AfterEach
		void close() {
			this.client.close();
		}

		@Test
		void fetchesAnAnswer() {
			TestResponse response = this.client.fetch("GET", "/users/1");

			assertThat(response.status()).isEqualTo(200);
			assertThat(response.reason()).isEqualTo("OK");
			assertThat(response.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
			assertThat(response.headers().getList("X-Twice")).containsExactly("one", "two");
			assertThat(response.setCookie("seen")).startsWith("seen=1;");
			assertThat(response.setCookie("see")).isNull();
			assertThat(response.text()).isEqualTo("user 1 é");
			assertThat(response.body()).isEqualTo("user 1 é".getBytes(StandardCharsets.UTF_8));
		}

		@Test
		void sendsFieldsAndABody() {
			TestResponse response = this.client.request("POST", "/form")
				.header("X-Name", "Ada")
				.form("text", "a & b")
				.form("more", "ü")
				.fetch();

			assertThat(response.text()).isEqualTo("Ada: a & b, ü");
		}

		@Test
		void readsAnAnswerWithoutABody() {
			TestResponse head = this.client.fetch("HEAD", "/users/1");

			assertThat(head.header("Content-Length")).isEqualTo("9");
			assertThat(head.body()).isEmpty();
			assertThat(this.client.fetch("DELETE", "/users/1").status()).isEqualTo(204);
			assertThat(this.client.fetch("GET", "/nothing").status()).isEqualTo(404);
		}

		@Test
		void sharesAConnectionAsLongAsTheServerKeepsIt() {
			this.client.fetch("GET", "/users/1");
			this.client.fetch("HEAD", "/users/2");
			this.client.fetch("GET", "/pieces");
			assertThat(this.connections).hasSize(1);

			assertThat(this.client.request("GET", "/users/3").header("Connection", "close").fetch().status())
				.isEqualTo(200);
			assertThat(this.client.fetch("GET", "/users/4").text()).startsWith("user 4");
		}

		@Test
		void requestsThatOverlapHaveAConnectionEach() {
			TestExchange waiting = this.client.request("GET", "/never").send();
			assertThat(this.client.fetch("GET", "/users/1").status()).isEqualTo(200);

			assertThat(waiting.answered()).isFalse();
			assertThat(waiting.ended()).isFalse();
			assertThat(this.connections).hasSize(2);
		}

		@Test
		void readsAStreamPieceByPiece() {
			TestExchange stream = this.client.request("GET", "/pieces").send();

			assertThat(stream.status()).isEqualTo(200);
			assertThat(stream.header("Transfer-Encoding")).isEqualTo("chunked");
			assertThat(stream.readUntil("two")).isEqualTo("one two");
			assertThat(stream.readUntil("e")).isEqualTo(" thre");
			assertThat(stream.response().text()).isEqualTo("one two three");
			assertThat(new String(stream.read(), StandardCharsets.UTF_8)).isEqualTo("e");
			assertThat(stream.read()).isEmpty();
			assertThat(stream.ended()).isTrue();
		}

		@Test
		void anEndlessStreamWaitsForItsReader() {
			TestExchange stream = this.client.request("GET", "/endless").send();

			long read = 0;
			while (read < 5_000_000) {
				read += stream.read().length;
			}
			stream.close();
			assertThatExceptionOfType(AssertionError.class).isThrownBy(stream::response)
				.withMessageContaining("has left");
		}

		@Test
		void waitsForAStageThatCompletesOnAnotherThread() {
			assertThat(this.client.fetch("GET", "/elsewhere").text()).isEqualTo("from another thread");
		}

		@Test
		void givesUpAfterItsTimeout() {
			this.client.timeout(Duration.ofMillis(50));

			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.client.fetch("GET", "/never"))
				.withMessageContaining("Within PT0.05S, the answer has not come for GET /never")
				.withMessageContaining("not completed its stage");
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> this.client.request("GET", "/never").send().status())
				.withMessageContaining("the head of the answer");
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> this.client.request("GET", "/pieces").send().readUntil("four"))
				.withMessageContaining("ended before 'four'; the rest of it was: one two three");
		}

		@Test
		void refusesARequestThatNobodyCanSend() {
			assertThatIllegalArgumentException().isThrownBy(() -> this.client.fetch("GET", "/a b"))
				.withMessageContaining("percent-encode");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> this.client.request("GET", "/").header("A", "b\r\nC: d"));
			assertThatIllegalArgumentException().isThrownBy(() -> this.client.timeout(Duration.ZERO));
		}

	}

	@Nested
	class InMemory extends Contract {

		InMemory() {
			super(TestClient::of);
		}

		@Test
		void movesTheClock() {
			TestExchange later = this.client.request("GET", "/later").send();
			assertThat(later.answered()).isFalse();

			this.client.advance(Duration.ofMinutes(5));

			assertThat(later.ended()).isTrue();
			assertThat(later.response().text()).isEqualTo("at last");
			assertThat(later.header("Date")).isEqualTo("Sun, 06 Nov 1994 08:54:37 GMT");
		}

		@Test
		void connectsAnewWhenTheServerHasClosedMeanwhile() {
			this.client.fetch("GET", "/users/1");
			this.client.advance(Duration.ofMinutes(2)); // past the idle timeout

			assertThat(this.client.fetch("GET", "/users/1").status()).isEqualTo(200);
		}

		@Test
		void tellsTheHandlerThatItsClientHasLeft() {
			TestExchange never = this.client.request("GET", "/never").send();
			never.close();
			this.client.loop().runUntilIdle();

			assertThat(this.client.server().stats().requestsActive()).isZero();
		}

		@Test
		void asksAServerThatOthersAskToo() {
			TestLoop loop = this.client.loop();
			HTTPServer server = this.client.server();
			try (TestClient second = TestClient.of(server, loop)) {
				assertThat(second.fetch("GET", "/users/1").status()).isEqualTo(200);
			}
			assertThat(this.client.fetch("GET", "/users/1").status()).isEqualTo(200);
		}

	}

	@Nested
	class OverSockets extends Contract {

		OverSockets() {
			super(TestClient::listening);
		}

		@Test
		void hasAClockAndALoopOfItsOwn() {
			assertThatIllegalStateException().isThrownBy(() -> this.client.advance(Duration.ofSeconds(1)))
				.withMessageContaining("use TestClient.of(application)");
			assertThatIllegalStateException().isThrownBy(() -> this.client.loop());
		}

		@Test
		void asksAServerThatRunsAlready() {
			int port = this.client.server().port();
			try (TestClient other = TestClient.connectedTo(new InetSocketAddress("127.0.0.1", port))) {
				assertThat(other.fetch("GET", "/users/1").status()).isEqualTo(200);
				assertThatIllegalStateException().isThrownBy(other::server);
			}
		}

	}

	@Test
	void saysThatAnAnswerWasGivenUp() {
		RequestCallback givesUp = (request) -> {
			request.writeHeaders(ResponseStartLine.OK, HTTPHeaders.of("Content-Length", "10"));
			request.write("half");
			request.abort();
		};
		try (TestClient client = TestClient.of(givesUp)) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client.fetch("GET", "/"))
				.withMessageContaining("GET /: The connection ended");
		}
	}

	@Test
	void takesTheSettingsOfAServer() {
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS.withServerHeader("test");
		try (TestClient client = TestClient.of(HTTPRequestEcho::answer, options)) {
			assertThat(client.fetch("GET", "/").header("Server")).isEqualTo("test");
		}
	}

	private static final class HTTPRequestEcho {

		static void answer(HTTPRequest request) {
			request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[0]);
		}

	}

	private static final class UserHandler extends RequestHandler {

		String get(int id) {
			addHeader("X-Twice", "one");
			addHeader("X-Twice", "two");
			setCookie("seen", "1");
			return "user " + id + " é";
		}

		void delete(int id) {
			setStatus(204);
		}

	}

	private static final class FormHandler extends RequestHandler {

		String post() {
			return request().header("X-Name") + ": " + bodyArgument("text") + ", " + bodyArgument("more");
		}

	}

	private static final class PiecesHandler extends RequestHandler {

		CompletionStage<Void> get() {
			write("one ");
			return flush().thenCompose((nothing) -> {
				write("two ");
				return flush();
			}).thenRun(() -> write("three"));
		}

	}

	private static final class EndlessHandler extends RequestHandler {

		CompletionStage<Void> get() {
			write(new byte[50_000]);
			return flush().thenCompose((nothing) -> get());
		}

	}

	private static final class ElsewhereHandler extends RequestHandler {

		private final Executor executor;

		ElsewhereHandler(Executor executor) {
			this.executor = executor;
		}

		CompletionStage<String> get() {
			return CompletableFuture.supplyAsync(() -> "from " + Thread.currentThread().getName(), this.executor);
		}

	}

	private static final class NeverHandler extends RequestHandler {

		CompletionStage<String> get() {
			return NEVER.copy();
		}

	}

	private static final class LaterHandler extends RequestHandler {

		CompletionStage<String> get() {
			CompletableFuture<String> later = new CompletableFuture<>();
			request().ioLoop().callLater(Duration.ofMinutes(5), () -> later.complete("at last"));
			return later;
		}

	}

}
