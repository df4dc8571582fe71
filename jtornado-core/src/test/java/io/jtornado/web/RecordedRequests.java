package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.jtornado.httpserver.HTTPRequest;
import org.junit.jupiter.api.AfterEach;

import static io.jtornado.web.URLSpec.url;

/** A handler that notes what happens to it, or fails at that. */
abstract class RecordedRequests {

	final List<String> events = new ArrayList<>();

	final LogCapture application = new LogCapture("jtornado.application");

	final LogCapture general = new LogCapture("jtornado.general");

	final LogCapture access = new LogCapture("jtornado.access");

	String failing = "";

	Supplier<RuntimeException> failure = () -> new IllegalStateException("planned");

	CompletableFuture<Object> prepared;

	CompletableFuture<String> result;

	boolean finishesInPrepare;

	@AfterEach
	void close() {
		this.application.close();
		this.general.close();
		this.access.close();
	}

	void happens(String event) {
		this.events.add(event);
		if (List.of(this.failing.split(",")).contains(event)) {
			throw this.failure.get();
		}
	}

	class Recorder extends RequestHandler {

		Recorder() {
			happens("construct");
		}

		@Override
		protected void setDefaultHeaders() {
			happens("defaults");
			setHeader("X-Default", "yes");
		}

		@Override
		protected void initialize() {
			happens("initialize");
		}

		@Override
		protected void prepare() {
			setCookie("seen", "1");
			setHeader("X-Prepared", "yes");
			happens("prepare");
			if (RecordedRequests.this.finishesInPrepare) {
				finish("from prepare");
			}
		}

		@Override
		protected CompletionStage<?> prepareAsync() {
			happens("prepareAsync");
			return RecordedRequests.this.prepared;
		}

		CompletionStage<String> get(String name) {
			write("dropped by errors, ");
			happens("get " + name);
			return RecordedRequests.this.result;
		}

		@Override
		protected void onFinish() {
			happens("finish " + status());
		}

		@Override
		protected void onConnectionClose() {
			happens("gone");
		}

		@Override
		protected void writeError(int status, Throwable error) {
			happens("error");
			super.writeError(status, error);
		}

		@Override
		protected void logException(Throwable thrown) {
			happens("log");
			super.logException(thrown);
		}

	}

	final class Watcher implements RequestObserver {

		@Override
		public RequestObservation start(HTTPRequest request, URLSpec spec) {
			RecordedRequests.this.events.add("start " + spec.pattern());
			return null;
		}

		@Override
		public void finished(RequestHandler handler, Outcome outcome) {
			RecordedRequests.this.events.add(outcome + " " + handler.status());
		}

	}

	TestClient client() {
		return new TestClient(Application.builder()
			.add(url("/{name}", Recorder.class, Recorder::new))
			.observer(new Watcher())
			.build());
	}

}
