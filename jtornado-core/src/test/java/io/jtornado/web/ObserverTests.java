package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPRequest;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class ObserverTests {

	private final List<String> events = new ArrayList<>();

	private final CompletableFuture<Void> prepared = new CompletableFuture<>();

	private final CompletableFuture<String> result = new CompletableFuture<>();

	private int open;

	class Handler extends RequestHandler {

		@Override
		protected void prepare() {
			note("prepare");
		}

		@Override
		protected CompletionStage<?> prepareAsync() {
			return ObserverTests.this.prepared;
		}

		CompletionStage<String> get(String id) {
			note("get");
			return ObserverTests.this.result;
		}

		@Override
		protected void onFinish() {
			note("finish");
		}

		private void note(String event) {
			ObserverTests.this.events.add(event + " " + ObserverTests.this.open);
		}

	}

	private final class Scopes implements RequestObserver.RequestObservation {

		@Override
		public RequestObserver.Scope openScope() {
			ObserverTests.this.open++;
			return () -> ObserverTests.this.open--;
		}

	}

	@Test
	void opensTheScopeAroundEachStep() {
		RequestObserver observer = new RequestObserver() {

			@Override
			public RequestObservation start(HTTPRequest request, URLSpec spec) {
				return new Scopes();
			}

			@Override
			public void finished(RequestHandler handler, Outcome outcome) {
				ObserverTests.this.events.add(outcome + " " + handler.observation().getClass().getSimpleName() + " "
						+ handler.urlSpec().pattern() + " " + handler.request().method());
			}

		};
		try (TestClient client = new TestClient(Application.builder()
			.add(url("/{id}", Handler.class, Handler::new))
			.observer(observer)
			.accessLog(false)
			.build())) {
			client.get("/x");
			assertThat(this.open).isZero();
			this.prepared.complete(null);
			client.reply();
			assertThat(this.open).isZero();
			this.result.complete("x");
			client.reply();

			assertThat(this.open).isZero();
			assertThat(this.events).containsExactly("prepare 1", "get 1", "finish 1", "COMPLETED Scopes /{id} GET");
		}
	}

	@Test
	void isNotDisturbedByAnObserverThatFails() {
		RequestObserver observer = new RequestObserver() {

			@Override
			public RequestObservation start(HTTPRequest request, URLSpec spec) {
				throw new IllegalStateException("planned");
			}

			@Override
			public void finished(RequestHandler handler, Outcome outcome) {
				throw new IllegalStateException("planned");
			}

		};
		this.prepared.complete(null);
		this.result.complete("fine");
		try (LogCapture log = new LogCapture("jtornado.general");
				TestClient client = new TestClient(Application.builder()
					.add(url("/{id}", Handler.class, Handler::new))
					.observer(observer)
					.accessLog(false)
					.build())) {
			assertThat(client.get("/x").body()).isEqualTo("fine");
			assertThat(log.lines()).containsExactly("ERROR The request observer failed",
					"ERROR The request observer failed");
		}
	}

	@Test
	void isNotDisturbedByScopesThatFail() {
		this.prepared.complete(null);
		this.result.complete("fine");
		assertThat(answerWithScopes(() -> {
			throw new IllegalStateException("planned");
		})).isEqualTo("fine");
		assertThat(answerWithScopes(() -> () -> {
			throw new NoClassDefFoundError("planned");
		})).isEqualTo("fine");
	}

	private String answerWithScopes(RequestObserver.RequestObservation observation) {
		RequestObserver observer = new RequestObserver() {

			@Override
			public RequestObservation start(HTTPRequest request, URLSpec spec) {
				return observation;
			}

		};
		try (LogCapture log = new LogCapture("jtornado.general");
				TestClient client = new TestClient(Application.builder()
					.add(url("/{id}", Handler.class, Handler::new))
					.observer(observer)
					.accessLog(false)
					.build())) {
			String body = client.get("/x").body();
			assertThat(log.lines()).containsOnly("ERROR The request observer failed");
			return body;
		}
	}

}
