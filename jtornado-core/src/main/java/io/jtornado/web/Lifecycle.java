package io.jtornado.web;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import io.jtornado.http.MalformedEncodingException;
import io.jtornado.http.PercentEncoding;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request through its handler:
 *
 * <pre>
 * construct -> setDefaultHeaders -> initialize -> verb known, else 405 or 501 -> path arguments decoded
 *   -> XSRF token right, else 403 -> prepare -> prepareAsync ... -> stop if finished -> verb ... -> result written -> finish -> onFinish
 * </pre>
 *
 * With {@link StreamRequestBody}, all before the verb happens at the request's head, and
 * its body comes between.
 * <p>
 * An exception at any point leads to the error page instead, and every way ends in
 * {@link #conclude}, once.
 * <p>
 * <b>Threading:</b> one for the application, stateless; each answer is moved on its own
 * loop.
 */
final class Lifecycle {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private final Application application;

	private final ErrorAnswer errors;

	private final AnswerWriter writer;

	private final Departure departure;

	private final @Nullable XsrfProtection xsrfProtection;

	Lifecycle(Application application, int etagMaxSize) {
		this.application = application;
		this.writer = new AnswerWriter(this, etagMaxSize);
		this.errors = new ErrorAnswer(this);
		this.departure = new Departure(this, application);
		this.xsrfProtection = application.cookies().xsrfCookies() ? application.xsrfProtection() : null;
	}

	AnswerWriter writer() {
		return this.writer;
	}

	ErrorAnswer errors() {
		return this.errors;
	}

	void serve(URLSpec spec, URLSpec target, @Nullable String[] groups, HTTPRequest request) {
		Answer answer = new Answer(this.application, spec, groups, request);
		answer.observation = this.application.observers().start(request, spec);
		try (RequestObserver.Scope scope = answer.openScope()) {
			begin(answer, target);
		}
		catch (Throwable ex) {
			fail(answer, ex);
		}
	}

	/** Serves a request whose form has come whole. */
	void serve(Destination destination, HTTPRequest request, Form form) {
		Answer answer = newAnswer(destination, request);
		answer.requestArguments().setForm(form);
		resume(answer, null, () -> begin(answer, destination.target()));
	}

	/** Answers a request whose form is not wanted any further, before prepare. */
	void refuse(Destination destination, HTTPRequest request, Throwable failure) {
		Answer answer = newAnswer(destination, request);
		resume(answer, null, () -> {
			make(answer, destination.target());
			fail(answer, failure);
		});
	}

	private Answer newAnswer(Destination destination, HTTPRequest request) {
		Answer answer = destination.newAnswer(this.application, request);
		answer.observation = this.application.observers().start(request, destination.spec());
		return answer;
	}

	private void begin(Answer answer, URLSpec target) {
		CompletionStage<?> prepared = prepare(answer, target);
		if (prepared == null) {
			callVerb(answer);
		}
		else {
			await(answer, prepared, (value) -> callVerb(answer));
		}
	}

	/** From now on the handler learns it if its client leaves. */
	void watch(Answer answer) {
		this.departure.watch(answer);
	}

	/** Serves a request up to its body, which is to be streamed. */
	void serveHead(Destination destination, HTTPRequest request) {
		Answer answer = newAnswer(destination, request);
		resume(answer, null, () -> streamBody(answer, prepare(answer, destination.target())));
	}

	private void streamBody(Answer answer, @Nullable CompletionStage<?> prepared) {
		if (!answer.isOpen()) {
			return;
		}
		UploadedBody body = new UploadedBody(this, answer, this.application.uploads().options());
		CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
		if (prepared == null) {
			ready.complete(null);
		}
		else {
			await(answer, prepared, (value) -> ready.complete(null));
		}
		if (answer.isOpen()) {
			this.departure.watch(answer);
			answer.request.streamBody(body, ready);
		}
	}

	/** The server has refused the rest of a streamed body, and has answered. */
	void bodyRefused(Answer answer, int status) {
		if (!answer.concluded) {
			answer.setStatus(status, null);
			this.departure.leave(answer, RequestObserver.Outcome.COMPLETED);
		}
	}

	private static RequestHandler make(Answer answer, URLSpec target) {
		RequestHandler handler = target.newHandler();
		answer.attach(handler);
		handler.resetHeaders();
		handler.initialize();
		return handler;
	}

	private @Nullable CompletionStage<?> prepare(Answer answer, URLSpec target) {
		RequestHandler handler = make(answer, target);
		HandlerClass handlerClass = target.handlerClass();
		answer.verb = handlerClass.verb(answer.request.method());
		if (answer.verb == null && answer.spec != Application.NOT_FOUND) {
			// Unlike Tornado, for which a method that nobody can have is one that is not
			// allowed.
			int status = HandlerClass.isImplemented(answer.request.method()) ? 405 : 501;
			throw HTTPException.bare(status, null).withHeader("Allow", handlerClass.allow());
		}
		decodePathArguments(answer);
		if (this.xsrfProtection != null) {
			this.xsrfProtection.check(answer, handlerClass);
		}
		handler.prepare();
		return answer.isOpen() ? handler.prepareAsync() : null;
	}

	private void decodePathArguments(Answer answer) {
		if (answer.groups.length > 0) {
			answer.groups = decoded(answer.groups);
		}
		if (answer.verb != null) {
			answer.arguments = answer.verb.arguments(answer.groups, this.application.argumentConverter());
		}
	}

	private static @Nullable String[] decoded(@Nullable String[] groups) {
		try {
			@Nullable String[] decoded = new @Nullable String[groups.length];
			for (int i = 0; i < decoded.length; i++) {
				String raw = groups[i];
				decoded[i] = (raw != null) ? PercentEncoding.decodePath(raw) : null;
			}
			return decoded;
		}
		catch (MalformedEncodingException ex) {
			throw HTTPException.bare(400, "Path argument is " + ex.getMessage());
		}
	}

	void callVerb(Answer answer) {
		if (!answer.isOpen()) {
			return;
		}
		VerbMethod verb = answer.verb;
		if (verb == null) {
			throw HTTPException.bare(404, null);
		}
		if (verb.blocking()) {
			callBlocking(answer, verb);
		}
		else {
			accept(answer, invoke(answer, verb));
		}
	}

	private static @Nullable Object invoke(Answer answer, VerbMethod verb) {
		try {
			return verb.invoke(answer.handler(), answer.arguments);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new CompletionException(ex);
		}
	}

	private void callBlocking(Answer answer, VerbMethod verb) {
		BlockingCalls calls = this.application.blockingCalls();
		if (calls == null) {
			throw new IllegalStateException("There is no executor for @Blocking");
		}
		BlockingCall call = new BlockingCall(this, calls, answer, verb);
		answer.blockingCall = call;
		this.departure.watch(answer);
		try {
			calls.submit(call);
		}
		catch (HTTPException ex) {
			answer.blockingCall = null;
			throw ex;
		}
	}

	/** A @Blocking verb has returned, and the answer is the loop's again. */
	void blockingEnded(Answer answer, @Nullable CompletionStage<?> stage, @Nullable Throwable failure) {
		if (answer.request.clientGone() && !answer.concluded) {
			answer.pending = stage;
			this.departure.handle(answer);
		}
		resume(answer, failure, () -> {
			if (stage != null) {
				accept(answer, stage);
			}
			else {
				finishIfOpen(answer);
			}
		});
	}

	private void accept(Answer answer, @Nullable Object value) {
		CompletionStage<?> stage = this.application.results().stageOf(value);
		if (stage != null) {
			await(answer, stage, (result) -> accept(answer, result));
			return;
		}
		if (!answer.streamsEvents()) {
			this.application.results().write(answer, value);
		}
		finishIfOpen(answer);
	}

	private void finishIfOpen(Answer answer) {
		if (answer.isOpen() && !answer.streamsEvents()) {
			this.writer.finish(answer);
		}
	}

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
			answer.pending = null;
			resume(answer, failure, () -> next.accept(value));
		});
	}

	void resume(Answer answer, @Nullable Throwable failure, Runnable next) {
		try (RequestObserver.Scope scope = answer.openScope()) {
			if (failure != null) {
				fail(answer, failure);
			}
			else {
				next.run();
			}
		}
		catch (Throwable ex) {
			fail(answer, ex);
		}
	}

	/** Answers with an error page, or breaks the answer off if its head has left. */
	void fail(Answer answer, Throwable thrown) {
		Throwable failure = cause(thrown);
		if (failure instanceof IOException && answer.request.clientGone() && answer.hasHandler()) {
			// A flush is what told us first: nothing is broken here.
			this.departure.handle(answer);
		}
		if (answer.state == Answer.State.DEAF) {
			LOGGER.debug("Nobody waits for this any more: {}", LogText.summary(answer.request), failure);
			return;
		}
		if (!answer.hasHandler()) {
			answer.attach(new ErrorHandler(500));
		}
		if (answer.error == null) {
			answer.error = failure;
		}
		try {
			answer.handler().logException(failure);
		}
		catch (Throwable ex) {
			LOGGER.error("logException failed: {}", LogText.summary(answer.request), ex);
		}
		if (answer.isOpen()) {
			this.errors.send(answer, statusOf(failure), failure);
		}
	}

	private static Throwable cause(Throwable thrown) {
		Throwable failure = thrown;
		while ((failure instanceof CompletionException || failure instanceof ExecutionException)
				&& failure.getCause() != null) {
			failure = failure.getCause();
		}
		return failure;
	}

	private static int statusOf(Throwable failure) {
		return (failure instanceof HTTPException http) ? http.status() : 500;
	}

	/** Ends a request, whichever way it went: once. */
	void conclude(Answer answer, RequestObserver.Outcome outcome) {
		if (answer.concluded) {
			return;
		}
		answer.concluded = true;
		if (answer.keptOpen != null) {
			answer.keptOpen.handleEnd();
		}
		if (this.application.logsAccess()) {
			AccessLog.log(answer.request, answer.status());
		}
		try {
			answer.handler().onFinish();
		}
		catch (Throwable ex) {
			LOGGER.error("onFinish failed: {}", LogText.summary(answer.request), ex);
		}
		answer.releaseArguments();
		this.application.observers().finished(answer.handler(), outcome);
	}

}
