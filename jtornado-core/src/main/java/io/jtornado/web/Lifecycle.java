package io.jtornado.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jtornado.http.MalformedEncodingException;
import io.jtornado.http.PercentEncoding;
import io.jtornado.httpserver.HTTPRequest;

/**
 * The way of a request through its handler:
 *
 * <pre>
 * construct -> setDefaultHeaders -> initialize -> verb known, else 405 -> path arguments decoded
 *   -> prepare -> prepareAsync ... -> stop if finished -> verb ... -> result written -> finish -> onFinish
 * </pre>
 *
 * An exception at any point leads to the error page instead, and every way ends in
 * {@link #conclude}, once.
 * <p>
 * Threading: one for the application, stateless; each exchange is moved on its own loop.
 */
final class Lifecycle {

	private static final Logger LOGGER = LoggerFactory.getLogger("jtornado.application");

	private final Application application;

	private final ErrorAnswer errors;

	private final ResponseWriter writer;

	Lifecycle(Application application, int etagMaxSize) {
		this.application = application;
		this.writer = new ResponseWriter(this, etagMaxSize);
		this.errors = new ErrorAnswer(this);
	}

	ResponseWriter writer() {
		return this.writer;
	}

	ErrorAnswer errors() {
		return this.errors;
	}

	void serve(URLSpec spec, URLSpec target, @Nullable String[] groups, HTTPRequest request) {
		Exchange exchange = new Exchange(this.application, spec, groups, request);
		exchange.observation = this.application.observers().start(request, spec);
		try (RequestObserver.Scope scope = exchange.openScope()) {
			begin(exchange, target);
		}
		catch (Throwable ex) {
			fail(exchange, ex);
		}
	}

	private void begin(Exchange exchange, URLSpec target) {
		RequestHandler handler = target.newHandler();
		exchange.attach(handler);
		handler.resetHeaders();
		handler.initialize();
		HandlerClass handlerClass = target.handlerClass();
		exchange.verb = handlerClass.verb(exchange.request.method());
		if (exchange.verb == null && exchange.spec != Application.NOT_FOUND) {
			throw new HTTPException(405).withHeader("Allow", handlerClass.allow());
		}
		decodePathArguments(exchange);
		handler.prepare();
		CompletionStage<?> prepared = exchange.isOpen() ? handler.prepareAsync() : null;
		if (prepared == null) {
			callVerb(exchange);
		}
		else {
			await(exchange, prepared, (value) -> callVerb(exchange));
		}
	}

	private void decodePathArguments(Exchange exchange) {
		if (exchange.groups.length > 0) {
			@Nullable String[] decoded = new @Nullable String[exchange.groups.length];
			for (int i = 0; i < decoded.length; i++) {
				String raw = exchange.groups[i];
				decoded[i] = (raw != null) ? PercentEncoding.decodePath(raw) : null;
			}
			exchange.groups = decoded;
		}
		if (exchange.verb != null) {
			exchange.arguments = exchange.verb.arguments(exchange.groups, this.application.argumentConverter());
		}
	}

	private void callVerb(Exchange exchange) {
		if (!exchange.isOpen()) {
			return;
		}
		VerbMethod verb = exchange.verb;
		if (verb == null) {
			throw new HTTPException(404);
		}
		if (verb.blocking()) {
			callBlocking(exchange, verb);
		}
		else {
			accept(exchange, invoke(exchange, verb));
		}
	}

	private static @Nullable Object invoke(Exchange exchange, VerbMethod verb) {
		try {
			return verb.invoke(exchange.handler(), exchange.arguments);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new CompletionException(ex);
		}
	}

	private void callBlocking(Exchange exchange, VerbMethod verb) {
		BlockingCalls calls = this.application.blockingCalls();
		if (calls == null) {
			throw new IllegalStateException("There is no executor for @Blocking");
		}
		BlockingCall call = new BlockingCall(this, calls, exchange, verb);
		exchange.blockingCall = call;
		watchClose(exchange);
		try {
			calls.submit(call);
		}
		catch (HTTPException ex) {
			exchange.blockingCall = null;
			throw ex;
		}
	}

	/** A @Blocking verb has returned, and the exchange is the loop's again. */
	void blockingEnded(Exchange exchange, @Nullable CompletionStage<?> stage, @Nullable Throwable failure) {
		if (exchange.request.clientGone() && !exchange.concluded) {
			exchange.pending = stage;
			clientGone(exchange);
		}
		resume(exchange, failure, () -> {
			if (stage != null) {
				accept(exchange, stage);
			}
			else {
				finishIfOpen(exchange);
			}
		});
	}

	private void accept(Exchange exchange, @Nullable Object value) {
		CompletionStage<?> stage = this.application.results().stageOf(value);
		if (stage != null) {
			await(exchange, stage, (result) -> accept(exchange, result));
			return;
		}
		this.application.results().write(exchange, value);
		finishIfOpen(exchange);
	}

	private void finishIfOpen(Exchange exchange) {
		if (exchange.isOpen()) {
			this.writer.finish(exchange);
		}
	}

	private interface Continuation {

		void accept(@Nullable Object value);

	}

	private void await(Exchange exchange, CompletionStage<?> stage, Continuation next) {
		if (stage instanceof CompletableFuture<?> future && future.isDone()) {
			next.accept(future.join());
			return;
		}
		if (exchange.concluded) {
			cancel(stage);
			return;
		}
		exchange.pending = stage;
		watchClose(exchange);
		exchange.request.ioLoop().addFuture(stage, (value, failure) -> {
			exchange.pending = null;
			resume(exchange, failure, () -> next.accept(value));
		});
	}

	private void resume(Exchange exchange, @Nullable Throwable failure, Runnable next) {
		try (RequestObserver.Scope scope = exchange.openScope()) {
			if (failure != null) {
				fail(exchange, failure);
			}
			else {
				next.run();
			}
		}
		catch (Throwable ex) {
			fail(exchange, ex);
		}
	}

	private void watchClose(Exchange exchange) {
		if (!exchange.closeWatched) {
			exchange.closeWatched = true;
			exchange.request.setCloseCallback(() -> clientGone(exchange));
		}
	}

	private void clientGone(Exchange exchange) {
		if (exchange.concluded || (exchange.blockingCall != null && !withdrawn(exchange))) {
			return;
		}
		exchange.state = Exchange.State.DEAF;
		try (RequestObserver.Scope scope = exchange.openScope()) {
			exchange.handler().onConnectionClose();
		}
		catch (Throwable ex) {
			LOGGER.error("onConnectionClose failed: {}", LogText.summary(exchange.request), ex);
		}
		if (exchange.pending != null) {
			cancel(exchange.pending);
		}
		conclude(exchange, RequestObserver.Outcome.CLIENT_GONE);
	}

	/**
	 * While a @Blocking verb runs, its end is waited for; one that has not begun never
	 * will.
	 */
	private boolean withdrawn(Exchange exchange) {
		BlockingCalls calls = this.application.blockingCalls();
		BlockingCall call = exchange.blockingCall;
		return call != null && calls != null && calls.withdraw(call);
	}

	private static void cancel(CompletionStage<?> stage) {
		if (stage instanceof Future<?> future) {
			future.cancel(true);
		}
	}

	/** Answers with an error page, or breaks the answer off if its head has left. */
	void fail(Exchange exchange, Throwable thrown) {
		Throwable failure = cause(thrown);
		if (exchange.state == Exchange.State.DEAF) {
			LOGGER.debug("Nobody waits for this any more: {}", LogText.summary(exchange.request), failure);
			return;
		}
		if (!exchange.hasHandler()) {
			exchange.attach(new ErrorHandler(500));
		}
		if (exchange.error == null) {
			exchange.error = failure;
		}
		try {
			exchange.handler().logException(failure);
		}
		catch (Throwable ex) {
			LOGGER.error("logException failed: {}", LogText.summary(exchange.request), ex);
		}
		if (exchange.isOpen()) {
			this.errors.send(exchange, statusOf(failure), failure);
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
		if (failure instanceof HTTPException http) {
			return http.status();
		}
		return (failure instanceof MalformedEncodingException) ? 400 : 500;
	}

	/** Ends a request, whichever way it went: once. */
	void conclude(Exchange exchange, RequestObserver.Outcome outcome) {
		if (exchange.concluded) {
			return;
		}
		exchange.concluded = true;
		if (this.application.logsAccess()) {
			AccessLog.log(exchange.request, exchange.status());
		}
		try {
			exchange.handler().onFinish();
		}
		catch (Throwable ex) {
			LOGGER.error("onFinish failed: {}", LogText.summary(exchange.request), ex);
		}
		this.application.observers().finished(exchange.handler(), outcome);
	}

}
