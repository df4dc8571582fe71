package io.jtornado.web;

import java.util.concurrent.CompletionStage;

import io.jtornado.http.MalformedEncodingException;
import io.jtornado.http.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * The first half of the way through a handler: it is made, the request is found to be
 * right, and the handler prepares itself.
 * <p>
 * <b>Threading:</b> as {@link Lifecycle}.
 */
final class Preparation {

	private final Lifecycle lifecycle;

	private final Application application;

	private final @Nullable Interceptors interceptors; // null: there are none

	private final @Nullable XsrfProtection xsrfProtection; // null: nobody asks for tokens

	Preparation(Lifecycle lifecycle, Application application) {
		this.lifecycle = lifecycle;
		this.application = application;
		this.interceptors = lifecycle.interceptors();
		this.xsrfProtection = application.cookies().xsrfCookies() ? application.xsrfProtection() : null;
	}

	/** Makes the handler and prepares it, and goes on if that has not failed. */
	void run(Answer answer, URLSpec target, Lifecycle.Step next) {
		if (this.interceptors == null) {
			make(answer, target);
			decode(answer);
			prepare(answer, target, next);
		}
		else {
			enter(this.interceptors, answer, target, null, (entered) -> {
				if (entered.isOpen()) {
					prepare(entered, target, next);
				}
			});
		}
	}

	/** Makes the handler for a request that is not to be served. */
	void refuse(Answer answer, URLSpec target, Throwable failure) {
		if (this.interceptors == null) {
			make(answer, target);
			this.lifecycle.failures().handle(answer, failure);
		}
		else {
			enter(this.interceptors, answer, target, failure, (entered) -> {
			});
		}
	}

	private static void make(Answer answer, URLSpec target) {
		answer.verb = target.verb(answer.request.method());
		RequestHandler handler = target.newHandler();
		answer.attach(handler);
		handler.resetHeaders();
		handler.initialize();
	}

	/**
	 * Makes the handler and asks the interceptors; what has failed before is answered
	 * behind them, since no request gets past them; if they have answered themselves, it
	 * is logged.
	 */
	private void enter(Interceptors asked, Answer answer, URLSpec target, @Nullable Throwable refusal,
			Lifecycle.Step next) {
		Throwable failure = refusal;
		try {
			make(answer, target);
			decode(answer);
		}
		catch (Throwable ex) {
			if (!answer.hasHandler()) {
				throw ex;
			}
			failure = ex;
		}
		Throwable refused = failure;
		asked.before(answer,
				(refused == null) ? next : (entered) -> this.lifecycle.failures().handle(entered, refused));
	}

	private static void decode(Answer answer) {
		if (answer.groups.length > 0) {
			answer.groups = decoded(answer.groups);
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

	/** Finds out whether the handler can serve the request, and may. */
	private void check(Answer answer, URLSpec target) {
		VerbMethod verb = answer.verb;
		if (verb != null) {
			answer.arguments = verb.arguments(answer.groups, this.application.argumentConverter());
		}
		else if (!answer.spec.matchesNothing()) {
			// Unlike Tornado, for which a method that nobody can have is one that is not
			// allowed.
			int status = HandlerClass.isImplemented(answer.request.method()) ? 405 : 501;
			throw HTTPException.bare(status, null).withHeader("Allow", answer.allow());
		}
		if (this.xsrfProtection != null) {
			this.xsrfProtection.check(answer, target.handlerClass());
		}
	}

	private void prepare(Answer answer, URLSpec target, Lifecycle.Step next) {
		if (answer.handler() instanceof FallbackHandler fallback && target.admitsMethod(answer.request.method())) {
			fallback.handOn();
			return;
		}
		check(answer, target);
		RequestHandler handler = answer.handler();
		handler.prepare();
		CompletionStage<?> stage = answer.isOpen() ? handler.prepareAsync() : null;
		if (stage == null) {
			admit(answer, next);
		}
		else {
			this.lifecycle.await(answer, stage, (value) -> admit(answer, next));
		}
	}

	/** Goes on, unless the request may not reach its verb. */
	private void admit(Answer answer, Lifecycle.Step next) {
		Admission admission = (answer.verb != null) ? answer.verb.admission() : null;
		if (admission != null && answer.isOpen()) {
			admission.check(answer.handler());
		}
		this.lifecycle.expiry().handlePrepared(answer);
		next.take(answer);
	}

}
