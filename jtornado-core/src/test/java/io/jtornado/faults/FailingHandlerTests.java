package io.jtornado.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import io.jtornado.testing.TestConnection;
import io.jtornado.web.Application;
import io.jtornado.web.JsonCodec;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that throw whatever there is to throw, wherever they may. It costs the request
 * at most: the client is told, onFinish and the observer come once, and everybody else is
 * served.
 */
class FailingHandlerTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";

	private static final String FINE = "GET /fine HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final List<String> PLACES = List.of("constructor", "initialize", "setDefaultHeaders", "prepare",
			"prepareAsync", "get", "stage", "json", "blocking");

	private final List<RequestObserver.Outcome> outcomes = new ArrayList<>();

	private final List<Runnable> workers = new ArrayList<>();

	private final QuietLog log = new QuietLog();

	private MemoryServer server;

	static class Fine extends RequestHandler {

		String get() {
			return "fine";
		}

	}

	static Stream<Arguments> everyPlaceAndFault() {
		return PLACES.stream()
			.flatMap((place) -> Stream.of(Thrown.values()).map((thrown) -> Arguments.of(place, thrown)));
	}

	@AfterEach
	void close() {
		TestConnection other = this.server.connect();
		assertThat(other.exchange(FINE)).startsWith("HTTP/1.1 200 OK").endsWith("fine");
		this.server.close();
		this.log.close();
	}

	@ParameterizedTest
	@MethodSource("everyPlaceAndFault")
	void answersWith500(String place, Thrown thrown) {
		Script.Director director = new Script.Director(thrown::happen, place);
		TestConnection client = serve(director);
		TestConnection other = this.server.connect();
		other.send(FINE.substring(0, 20));

		String answer = exchange(client, place.equals("blocking") ? POST : GET);

		assertThat(answer).startsWith("HTTP/1.1 500 Internal Server Error\r\n").contains("Content-Length");
		assertThat(this.outcomes).containsExactly(RequestObserver.Outcome.COMPLETED);
		assertThat(director.finished).hasSize(place.equals("constructor") ? 0 : 1);
		assertThat(client.exchange(FINE)).as("the same connection").endsWith("fine");
		assertThat(other.exchange(FINE.substring(20))).as("another connection").endsWith("fine");
	}

	@ParameterizedTest
	@EnumSource(Thrown.class)
	void breaksAnAnswerThatHasBegun(Thrown thrown) {
		Script.Director director = new Script.Director(thrown::happen, "half");
		TestConnection client = serve(director);

		assertThat(client.exchange(GET)).contains("half of it").doesNotEndWith("0\r\n\r\n");
		assertThat(client.aborted()).isTrue();
		assertThat(director.finished).hasSize(1);
		assertThat(this.outcomes).containsExactly(RequestObserver.Outcome.FAILED);
	}

	@ParameterizedTest
	@EnumSource(Thrown.class)
	void losesNothingOfAnAnswerWhenOnFinishFails(Thrown thrown) {
		Script.Director director = new Script.Director(thrown::happen, "onFinish");
		TestConnection client = serve(director);

		assertThat(client.exchange(GET)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("whole");
		assertThat(client.exchange(FINE)).endsWith("fine");
		assertThat(this.outcomes).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(Thrown.class)
	void survivesAFailureInEverythingThatHandlesFailures(Thrown thrown) {
		Script.Director director = new Script.Director(thrown::happen, "get", "writeError", "logException",
				"setDefaultHeaders", "onFinish");
		TestConnection client = serve(director);

		assertThat(client.exchange(GET)).startsWith("HTTP/1.1 500 ");
		assertThat(client.exchange(FINE)).endsWith("fine");
		assertThat(director.finished).containsExactly(500);
		assertThat(this.outcomes).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(Thrown.class)
	void tellsOfTheEndWhenOnConnectionCloseFails(Thrown thrown) {
		Script.Director director = new Script.Director(thrown::happen, "onConnectionClose");
		TestConnection client = serve(director);
		client.send(POST);
		client.reset();
		work();

		assertThat(director.finished).hasSize(1);
		assertThat(this.outcomes).containsExactly(RequestObserver.Outcome.CLIENT_GONE);
	}

	@Test
	void servesManyThatFailAsIfTheyWereOne() {
		Script.Director director = new Script.Director(Thrown.ERROR::happen, "get");
		TestConnection client = serve(director);

		String answers = client.exchange((GET + FINE).repeat(200));

		assertThat(answers.split("HTTP/1.1 500 ", -1)).hasSize(201);
		assertThat(answers.split("\r\n\r\nfine", -1)).hasSize(201);
	}

	private TestConnection serve(Script.Director director) {
		Executor executor = this.workers::add;
		Application application = Application.builder()
			.add(url("/", Script.class, () -> new Script(director)), url("/fine", Fine.class, Fine::new))
			.executor(executor)
			.jsonCodec(new FailingCodec(director))
			.observer(new RequestObserver() {

				@Override
				public void finished(RequestHandler handler, Outcome outcome) {
					FailingHandlerTests.this.outcomes.add(outcome);
				}

			})
			.accessLog(false)
			.build();
		this.server = new MemoryServer(application);
		return this.server.connect();
	}

	private String exchange(TestConnection client, String request) {
		client.send(request);
		work();
		return client.received();
	}

	private void work() {
		List.copyOf(this.workers).forEach((call) -> {
			this.workers.remove(call);
			Thread worker = new Thread(call);
			worker.start();
			try {
				worker.join(10_000);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		this.server.loop().runUntilIdle();
	}

	private record FailingCodec(Script.Director director) implements JsonCodec {

		@Override
		public byte[] encode(Object value) {
			this.director.act("json");
			return new byte[0];
		}

		@Override
		public <T> T decode(byte[] json, Class<T> type) {
			throw new UnsupportedOperationException();
		}

	}

}
