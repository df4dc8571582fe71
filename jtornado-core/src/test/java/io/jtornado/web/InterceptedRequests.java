package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;

import static io.jtornado.web.URLSpec.url;

/** Handlers and interceptors that note what happens to them, or fail at that. */
abstract class InterceptedRequests {

	final List<String> events = new ArrayList<>();

	final LogCapture log = new LogCapture("jtornado.application");

	String failing = "";

	TestClient client;

	@AfterEach
	void close() {
		this.client.close();
		this.log.close();
	}

	void happens(String event) {
		this.events.add(event);
		if (List.of(this.failing.split(",")).contains(event)) {
			throw new IllegalStateException("planned");
		}
	}

	/** Notes by its name what it is asked. */
	class Noting implements RequestInterceptor {

		private final String name;

		Noting(String name) {
			this.name = name;
		}

		@Override
		public CompletionStage<?> before(RequestHandler handler) {
			happens("before " + this.name);
			return null;
		}

		@Override
		public void after(RequestHandler handler) {
			handler.addHeader("X-After", this.name + " " + handler.status());
			happens("after " + this.name);
		}

		@Override
		public Throwable error(RequestHandler handler, Throwable failure) {
			happens("error " + this.name + " " + failure.getClass().getSimpleName());
			return failure;
		}

		@Override
		public void finished(RequestHandler handler, RequestObserver.Outcome outcome) {
			happens("finished " + this.name + " " + handler.status() + " " + outcome);
		}

	}

	class Recorder extends RequestHandler {

		Recorder() {
			happens("construct");
		}

		@Override
		protected void initialize() {
			happens("initialize");
		}

		@Override
		protected void prepare() {
			happens("prepare");
		}

		String get(String name) {
			happens("get " + name);
			return name;
		}

		@Override
		protected void onConnectionClose() {
			happens("gone");
		}

		@Override
		protected void onFinish() {
			happens("finish " + outcome());
		}

	}

	void serve(RequestInterceptor... interceptors) {
		serve((builder) -> builder.add(url("/{name}", Recorder.class, Recorder::new)), interceptors);
	}

	void serve(UnaryOperator<Application.Builder> change, RequestInterceptor... interceptors) {
		Application.Builder builder = change.apply(Application.builder().accessLog(false));
		List.of(interceptors).forEach(builder::interceptor);
		this.client = new TestClient(builder.build());
	}

	void serveNoting() {
		serve(new Noting("a"), new Noting("b"));
	}

}
