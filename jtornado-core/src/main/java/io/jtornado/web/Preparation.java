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

	private final @Nullable XsrfProtection xsrfProtection; // null: nobody asks for tokens

	Preparation(Lifecycle lifecycle, Application application) {
		this.lifecycle = lifecycle;
		this.application = application;
		this.xsrfProtection = application.cookies().xsrfCookies() ? application.xsrfProtection() : null;
	}

	/** Makes the handler and prepares it, and goes on if that has not failed. */
	void run(Answer answer, URLSpec target, Lifecycle.Step next) {
		make(answer, target);
		check(answer, target.handlerClass());
		prepare(answer, next);
	}

	void make(Answer answer, URLSpec target) {
		RequestHandler handler = target.newHandler();
		answer.attach(handler);
		handler.resetHeaders();
		handler.initialize();
	}

	/** Finds out whether the handler can serve the request, and may. */
	private void check(Answer answer, HandlerClass handlerClass) {
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
	}

	private void prepare(Answer answer, Lifecycle.Step next) {
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
	private static void admit(Answer answer, Lifecycle.Step next) {
		Admission admission = (answer.verb != null) ? answer.verb.admission() : null;
		if (admission != null && answer.isOpen()) {
			admission.check(answer.handler());
		}
		next.take(answer);
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

}
