package io.jtornado.web;

import java.time.Duration;
import java.util.List;

import io.jtornado.http.AllowedOrigins;
import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * {@link CorsOptions} at work.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class CorsPolicy {

	private static final String ORIGIN = "Origin";

	private static final String REQUESTED_METHOD = "Access-Control-Request-Method";

	private static final String REQUESTED_HEADERS = "Access-Control-Request-Headers";

	private static final String ALLOWED_ORIGIN = "Access-Control-Allow-Origin";

	/** What is asked for is said again, and has to fit into the head of an answer. */
	private static final int LONGEST_REQUESTED_HEADERS = 4096;

	private final CorsOptions options;

	private final AllowedOrigins origins;

	private final boolean anyHeader;

	private final String methods; // empty: those of the handler

	private final String headers;

	private final String exposedHeaders;

	CorsPolicy(CorsOptions options) {
		this.options = options;
		this.origins = AllowedOrigins.of(options.allowedOrigins());
		this.anyHeader = options.allowedHeaders().contains("*");
		this.methods = String.join(", ", options.allowedMethods());
		this.headers = String.join(", ", options.allowedHeaders());
		this.exposedHeaders = String.join(", ", options.exposedHeaders());
	}

	/** What a class says; null for nothing. */
	static @Nullable CorsPolicy of(Class<? extends RequestHandler> type) {
		CrossOrigin said = AnnotationSearch.find(CrossOrigin.class, type);
		if (said == null) {
			return null;
		}
		try {
			return new CorsPolicy(
					new CorsOptions(List.of(said.value()), List.of(said.methods()), List.of(said.headers()),
							List.of(said.exposedHeaders()), said.credentials(), Duration.ofSeconds(said.maxAge())));
		}
		catch (IllegalArgumentException ex) {
			throw new UnsupportedHandlerException(
					"Handler " + type.getName() + " has a @CrossOrigin that cannot be meant: " + ex.getMessage(),
					"Change the annotation");
		}
	}

	/** Whether there is anybody whom it allows anything. */
	boolean allowsAnybody() {
		return !this.options.allowedOrigins().isEmpty();
	}

	static boolean isPreflight(HTTPRequest request) {
		return request.method().equals("OPTIONS") && request.header(ORIGIN) != null
				&& request.header(REQUESTED_METHOD) != null;
	}

	/**
	 * Answers a preflight, but for what all answers have.
	 * @throws HTTPException with status 403 if the origin is not allowed
	 */
	void answerPreflight(RequestHandler handler) {
		Answer answer = handler.owned();
		answer.vary(REQUESTED_METHOD);
		answer.vary(REQUESTED_HEADERS);
		if (allowed(answer.request) == null) {
			throw HTTPException.bare(403,
					"The origin of a preflight is not among those of jtornado.cors, cors(...) or @CrossOrigin");
		}
		handler.setHeader("Access-Control-Allow-Methods",
				this.methods.isEmpty() ? answer.handlerClass().allow() : this.methods);
		String headers = allowedHeaders(answer.request);
		if (!headers.isEmpty()) {
			handler.setHeader("Access-Control-Allow-Headers", headers);
		}
		handler.setHeader("Access-Control-Max-Age", this.options.maxAge().toSeconds());
		handler.setStatus(204);
		handler.finish();
	}

	/** Unlike {@code *}, what was asked for holds for Authorization, and with cookies. */
	private String allowedHeaders(HTTPRequest request) {
		if (!this.anyHeader) {
			return this.headers;
		}
		String asked = request.header(REQUESTED_HEADERS);
		return (asked != null && asked.length() <= LONGEST_REQUESTED_HEADERS
				&& asked.chars().allMatch((c) -> c >= ' ' && c < 0x7f)) ? asked : "";
	}

	/** Adds what lets the page of an allowed origin read the answer. */
	void addFields(RequestHandler handler) {
		Answer answer = handler.owned();
		if (answer.headers.contains(ALLOWED_ORIGIN)) {
			return; // the handler knows better
		}
		String origin = "*"; // whoever asks, so that caches need not tell them apart
		if (!this.origins.any()) {
			answer.vary(ORIGIN);
			origin = allowed(answer.request);
		}
		if (origin == null) {
			return;
		}
		answer.headers.set(ALLOWED_ORIGIN, origin);
		if (this.options.allowCredentials()) {
			answer.headers.set("Access-Control-Allow-Credentials", "true");
		}
		if (!this.exposedHeaders.isEmpty() && !isPreflight(answer.request)) {
			answer.headers.set("Access-Control-Expose-Headers", this.exposedHeaders);
		}
	}

	/** The origin that a request comes from; null if there is none, or it may not. */
	private @Nullable String allowed(HTTPRequest request) {
		String origin = request.header(ORIGIN);
		return (origin != null && this.origins.contains(origin)) ? origin : null;
	}

}
