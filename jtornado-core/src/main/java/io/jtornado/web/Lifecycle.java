package io.jtornado.web;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request through its handler:
 *
 * <pre>
 * {@link Preparation}:  construct -> setDefaultHeaders -> initialize -> path arguments decoded, else 400
 *   -> {@link Interceptors}: before ... -> verb known, else 405 or 501 -> XSRF token right, else 403
 *   -> prepare -> prepareAsync ... -> stop if finished
 *   -> {@link Admission}: slash right, else 301 or 404 -> somebody logged in, else 302 or 403
 * {@link Verbs}:        -> verb, on the loop or on a worker ... -> result written
 * {@link AnswerWriter}: -> finish -> {@link Interceptors}: after -> {@link #conclude onFinish}
 * </pre>
 *
 * With {@link StreamRequestBody}, the preparation happens at the request's head, and its
 * body comes between it and the verb.
 * <p>
 * An exception at any point goes to {@link Failures} and becomes the {@link ErrorAnswer}
 * instead; so does an {@link Expiry}. A client that leaves is a {@link Departure}. Every
 * way ends in {@link #conclude}, once.
 * <p>
 * <b>Threading:</b> one for the application, stateless; each answer is moved on its own
 * loop.
 */
final class Lifecycle {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private final Application application;

	private final @Nullable Interceptors interceptors;

	private final Preparation preparation;

	private final Verbs verbs;

	private final Step callVerb;

	private final AnswerWriter writer;

	private final ErrorAnswer errors;

	private final Failures failures;

	private final Departure departure;

	private final Expiry expiry;

	Lifecycle(Application application, int etagMaxSize, Duration requestTimeout) {
		this.application = application;
		this.interceptors = Interceptors.of(this, application.interceptors());
		this.preparation = new Preparation(this, application);
		this.verbs = new Verbs(this, application);
		this.callVerb = this.verbs::call;
		this.writer = new AnswerWriter(this, etagMaxSize, application.compression());
		this.errors = new ErrorAnswer(this);
		this.failures = new Failures(this);
		this.expiry = new Expiry(this, requestTimeout.toNanos());
		this.departure = new Departure(this, application);
	}

	@Nullable Interceptors interceptors() {
		return this.interceptors;
	}

	Verbs verbs() {
		return this.verbs;
	}

	AnswerWriter writer() {
		return this.writer;
	}

	ErrorAnswer errors() {
		return this.errors;
	}

	Failures failures() {
		return this.failures;
	}

	Departure departure() {
		return this.departure;
	}

	Expiry expiry() {
		return this.expiry;
	}

	void serve(URLSpec spec, URLSpec target, @Nullable String[] groups, HTTPRequest request) {
		Answer answer = new Answer(this.application, spec, groups, request);
		answer.observation = this.application.observers().start(request, spec);
		try (RequestObserver.Scope scope = answer.openScope()) {
			this.preparation.run(answer, target, this.callVerb);
		}
		catch (Throwable ex) {
			this.failures.handle(answer, ex);
		}
	}

	/** Serves a request whose form has come whole. */
	void serve(Destination destination, HTTPRequest request, Form form) {
		Answer answer = newAnswer(destination, request);
		answer.requestArguments().setForm(form);
		resume(answer, null, () -> this.preparation.run(answer, destination.target(), this.callVerb));
	}

	/** Answers a request whose form is not wanted any further, before prepare. */
	void refuse(Destination destination, HTTPRequest request, Throwable failure) {
		Answer answer = newAnswer(destination, request);
		resume(answer, null, () -> this.preparation.refuse(answer, destination.target(), failure));
	}

	/** Answers a request of which nobody knows what serves it. */
	void fail(Destination destination, HTTPRequest request, Throwable failure) {
		resume(newAnswer(destination, request), failure, () -> {
		});
	}

	private Answer newAnswer(Destination destination, HTTPRequest request) {
		Answer answer = destination.newAnswer(this.application, request);
		answer.observation = this.application.observers().start(request, destination.spec());
		return answer;
	}

	/** Serves a request up to its body, which is to be streamed. */
	void serveHead(Destination destination, HTTPRequest request) {
		Answer answer = newAnswer(destination, request);
		resume(answer, null, () -> {
			CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
			this.preparation.run(answer, destination.target(), (prepared) -> ready.complete(null));
			if (answer.isOpen()) {
				UploadedBody body = new UploadedBody(this, answer, this.application.uploads().options());
				this.departure.watch(answer);
				request.streamBody(body, ready);
			}
		});
	}

	/** Hands a request on at its head: whoever gets it sees to its body. */
	void handHeadOn(Destination destination, HTTPRequest request) {
		Answer answer = newAnswer(destination, request);
		answer.bodyComes = true;
		resume(answer, null, () -> {
			this.preparation.run(answer, destination.target(), this.callVerb);
			if (answer.isOpen() && answer.handler() instanceof FallbackHandler fallback) {
				request.holdBody(fallback.handed()); // an interceptor is waited for
			}
		});
	}

	/** The server has refused the rest of a streamed body, and has answered. */
	void bodyRefused(Answer answer, int status) {
		if (!answer.concluded()) {
			answer.setStatus(status, null);
			this.departure.leave(answer, RequestObserver.Outcome.COMPLETED);
		}
	}

	/** What comes next on the way. */
	interface Step {

		void take(Answer answer);

	}

	/** What comes next with the result of a stage. */
	interface Continuation {

		void accept(@Nullable Object value);

	}

	/** Goes on when a stage has completed, in the scope of the observation; once. */
	void await(Answer answer, CompletionStage<?> stage, Continuation next) {
		if (stage.getClass() == CompletableFuture.class && ((CompletableFuture<?>) stage).isDone()) {
			next.accept(((CompletableFuture<?>) stage).join());
			return;
		}
		if (answer.state == Answer.State.DEAF) {
			Departure.cancel(stage);
			return;
		}
		answer.pending = stage;
		this.departure.watch(answer);
		answer.request.ioLoop().addFuture(stage, (value, failure) -> {
			if (answer.pending != stage) {
				return; // it is not waited for any more
			}
			answer.pending = null;
			resume(answer, failure, () -> next.accept(value));
		});
	}

	void resume(Answer answer, @Nullable Throwable failure, Runnable next) {
		try (RequestObserver.Scope scope = answer.openScope()) {
			if (failure != null) {
				this.failures.handle(answer, failure);
			}
			else {
				next.run();
			}
		}
		catch (Throwable ex) {
			this.failures.handle(answer, ex);
		}
	}

	/** Ends a request, whichever way it went: once. */
	void conclude(Answer answer, RequestObserver.Outcome outcome) {
		if (answer.concluded()) {
			return;
		}
		answer.outcome = outcome;
		if (answer.keptOpen != null) {
			answer.keptOpen.handleEnd();
		}
		if (answer.timer != null) {
			answer.timer.stop();
		}
		if (answer.coding != null) {
			answer.coding.handleEnd();
		}
		if (answer.concludes()) {
			tell(answer, outcome);
		}
	}

	private void tell(Answer answer, RequestObserver.Outcome outcome) {
		if (this.application.logsAccess() && !answer.loggedByOthers) {
			AccessLog.log(answer.request, answer.status());
		}
		try {
			answer.handler().onFinish();
		}
		catch (Throwable ex) {
			LOGGER.error("onFinish failed: {}", LogText.summary(answer.request), ex);
		}
		if (this.interceptors != null) {
			this.interceptors.finished(answer, outcome);
		}
		answer.releaseArguments();
		this.application.observers().finished(answer.handler(), outcome);
	}

}
