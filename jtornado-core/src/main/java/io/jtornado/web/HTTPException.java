package io.jtornado.web;

import io.jtornado.http.HTTPHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with an error page; Tornado's {@code HTTPError}. It is no failure of the
 * program: it is logged in one line without a stack, and only if it has a log message,
 * which the client never sees.
 * <p>
 * <b>Threading:</b> belongs to who makes it, then to the request it ends; throw a new one
 * for each.
 */
public final class HTTPException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	private @Nullable String reason;

	private transient @Nullable HTTPHeaders headers;

	/**
	 * Creates an exception that is not logged.
	 * @param status the status of the answer, 300 to 599
	 */
	public HTTPException(int status) {
		this(status, null, null);
	}

	/**
	 * Creates an exception that is logged.
	 * @param status the status of the answer, 300 to 599
	 * @param logMessage what to log; null for nothing
	 */
	public HTTPException(int status, @Nullable String logMessage) {
		this(status, logMessage, null);
	}

	/**
	 * Creates an exception with a cause.
	 * @param status the status of the answer, 300 to 599
	 * @param logMessage what to log; null for nothing
	 * @param cause what led to it
	 */
	public HTTPException(int status, @Nullable String logMessage, @Nullable Throwable cause) {
		this(status, logMessage, cause, true);
	}

	private HTTPException(int status, @Nullable String logMessage, @Nullable Throwable cause, boolean stack) {
		super(logMessage, cause, true, stack);
		if (status < 300 || status > 599) {
			throw new IllegalArgumentException("Status of an HTTPException must be 300 to 599, not " + status);
		}
		this.status = status;
	}

	/**
	 * One without a stack, for what clients bring about as often as they like.
	 */
	static HTTPException bare(int status, @Nullable String logMessage) {
		return new HTTPException(status, logMessage, null, false);
	}

	/**
	 * Sets the reason phrase, which also stands on the error page.
	 * @param text the phrase, as of {@link RequestHandler#setStatus(int, String)}
	 * @return this
	 */
	public HTTPException withReason(String text) {
		this.reason = text;
		return this;
	}

	/**
	 * Adds a header field to the error page, such as {@code Retry-After}.
	 * @param name its name
	 * @param value its value
	 * @return this
	 * @throws IllegalArgumentException if name or value is not allowed in a header
	 */
	public HTTPException withHeader(String name, String value) {
		if (this.headers == null) {
			this.headers = new HTTPHeaders();
		}
		this.headers.add(name, value);
		return this;
	}

	/**
	 * Returns the status of the answer.
	 * @return 300 to 599
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Returns the reason phrase.
	 * @return the phrase; null for the status' own
	 */
	public @Nullable String reason() {
		return this.reason;
	}

	@Nullable HTTPHeaders headers() {
		return this.headers;
	}

}
