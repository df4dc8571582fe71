package io.jtornado.sample;

import java.util.Objects;

import io.jtornado.http.HTTPStatus;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;
import org.jspecify.annotations.Nullable;

/**
 * What all handlers of the application share: security headers, and errors that browsers
 * get as a page and everybody else as JSON.
 */
public abstract class SampleHandler extends RequestHandler {

	private static final String ONLY_FROM_HERE = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

	@Override
	protected void setDefaultHeaders() {
		setHeader("Content-Security-Policy", ONLY_FROM_HERE);
		setHeader("Referrer-Policy", "same-origin");
	}

	@Override
	protected void writeError(int status, @Nullable Throwable error) {
		String message = message(status, error);
		setHeader("Vary", "Accept");
		String accept = Objects.requireNonNullElse(request().header("Accept"), "");
		if (accept.contains("text/html")) {
			write(ErrorPage.html(status, message));
		}
		else {
			writeJson(new Problem(status, message));
		}
	}

	/**
	 * The end of a request that asks for something it cannot have.
	 * @param why what is wrong with it, for the client to read
	 * @return a 400 to throw
	 */
	protected static HTTPException refused(String why) {
		return new HTTPException(400).withReason(why);
	}

	private static String message(int status, @Nullable Throwable error) {
		String reason = (error instanceof HTTPException exception) ? exception.reason() : null;
		return (reason != null) ? reason : HTTPStatus.reason(status);
	}

	/**
	 * An error as JSON.
	 */
	record Problem(int status, String message) {
	}

}
