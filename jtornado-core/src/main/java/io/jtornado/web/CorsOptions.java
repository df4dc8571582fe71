package io.jtornado.web;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.jtornado.http.AllowedOrigins;
import io.jtornado.http.HTTPHeaders;

/**
 * Pages of which other origins may call handlers from a browser, and how
 * (<a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, 3.2</a>).
 * <p>
 * A preflight, which is an OPTIONS request with {@code Origin} and
 * {@code Access-Control-Request-Method}, is answered with 204 before any interceptor, and
 * without a call of prepare or of a verb, without a user or an XSRF token; from an origin
 * that is not allowed with 403. An answer to another request gets the fields that let the
 * page read it, if its origin is allowed, and none otherwise; it is served all the same,
 * since browsers send some requests unasked, so that what changes something needs its
 * protection against forgery. All other OPTIONS requests are the handler's.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param allowedOrigins as {@link AllowedOrigins#of} takes them; none allows nobody
 * @param allowedMethods the methods; none stands for those that the handler has
 * @param allowedHeaders the fields that requests may have beyond those of every form;
 * {@code *} for all
 * @param exposedHeaders the fields of answers that pages may see beyond those that they
 * always do
 * @param allowCredentials whether requests carry cookies, client certificates and the
 * browser's passwords, and their answers may be read
 * @param maxAge how long browsers remember the answer to a preflight, in whole seconds;
 * zero for not at all
 */
public record CorsOptions(List<String> allowedOrigins, List<String> allowedMethods, List<String> allowedHeaders,
		List<String> exposedHeaders, boolean allowCredentials, Duration maxAge) {

	/**
	 * Nobody may call; whoever is added may by all methods of the handler and with all
	 * fields, without credentials, and remembers that for half an hour.
	 */
	public static final CorsOptions DEFAULTS = new CorsOptions(List.of(), List.of(), List.of("*"), List.of(), false,
			Duration.ofMinutes(30));

	private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z0-9_-]*");

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if one of them is malformed, if credentials are
	 * allowed to every site, by {@code *} or {@code null}, or if the age is negative
	 */
	public CorsOptions {
		allowedOrigins = List.copyOf(allowedOrigins);
		allowedMethods = List.copyOf(allowedMethods);
		allowedHeaders = List.copyOf(allowedHeaders);
		exposedHeaders = List.copyOf(exposedHeaders);
		AllowedOrigins origins = AllowedOrigins.of(allowedOrigins);
		if (allowCredentials && (origins.any() || origins.opaque())) {
			throw new IllegalArgumentException("Credentials cannot be allowed to every site, and every site can be "
					+ (origins.any() ? "one of *" : "null") + ": name the origins, such as https://*.example.org");
		}
		allowedMethods.forEach(CorsOptions::checkMethod);
		allowedHeaders.forEach(CorsOptions::checkName);
		exposedHeaders.forEach(CorsOptions::checkName);
		if (allowCredentials && exposedHeaders.contains("*")) {
			throw new IllegalArgumentException("With credentials, * exposes nothing: name the header fields");
		}
		if (maxAge.isNegative()) {
			throw new IllegalArgumentException("A max age of " + maxAge + " is over before it begins");
		}
	}

	/** Browsers write the usual ones in upper case, and compare by case. */
	private static void checkMethod(String method) {
		if (!METHOD.matcher(method).matches()) {
			throw new IllegalArgumentException("Not a method: '" + method
					+ "'; write GET or PUT, or leave methods out for those that the handler has");
		}
	}

	private static void checkName(String name) {
		HTTPHeaders.of(name, ""); // it has to be a token
	}

	/**
	 * Returns the same but for one.
	 * @param origins as {@link AllowedOrigins#of} takes them
	 * @return new options
	 * @throws IllegalArgumentException if one of them is none
	 */
	public CorsOptions withAllowedOrigins(List<String> origins) {
		return new CorsOptions(origins, this.allowedMethods, this.allowedHeaders, this.exposedHeaders,
				this.allowCredentials, this.maxAge);
	}

	/**
	 * Returns the same but for one.
	 * @param origins as {@link AllowedOrigins#of} takes them
	 * @return new options
	 * @throws IllegalArgumentException if one of them is none
	 */
	public CorsOptions withAllowedOrigins(String... origins) {
		return withAllowedOrigins(List.of(origins));
	}

	/**
	 * Returns the same but for one.
	 * @param methods the methods, in upper case; none for those that the handler has
	 * @return new options
	 */
	public CorsOptions withAllowedMethods(List<String> methods) {
		return new CorsOptions(this.allowedOrigins, methods, this.allowedHeaders, this.exposedHeaders,
				this.allowCredentials, this.maxAge);
	}

	/**
	 * Returns the same but for one.
	 * @param names the fields of requests; {@code *} for all
	 * @return new options
	 */
	public CorsOptions withAllowedHeaders(List<String> names) {
		return new CorsOptions(this.allowedOrigins, this.allowedMethods, names, this.exposedHeaders,
				this.allowCredentials, this.maxAge);
	}

	/**
	 * Returns the same but for one.
	 * @param names the fields of answers
	 * @return new options
	 */
	public CorsOptions withExposedHeaders(List<String> names) {
		return new CorsOptions(this.allowedOrigins, this.allowedMethods, this.allowedHeaders, names,
				this.allowCredentials, this.maxAge);
	}

	/**
	 * Returns the same but for one.
	 * @param allow whether requests carry cookies
	 * @return new options
	 * @throws IllegalArgumentException if every site is allowed to call
	 */
	public CorsOptions withAllowCredentials(boolean allow) {
		return new CorsOptions(this.allowedOrigins, this.allowedMethods, this.allowedHeaders, this.exposedHeaders,
				allow, this.maxAge);
	}

	/**
	 * Returns the same but for one.
	 * @param age how long browsers remember the answer to a preflight; zero for not at
	 * all
	 * @return new options
	 */
	public CorsOptions withMaxAge(Duration age) {
		return new CorsOptions(this.allowedOrigins, this.allowedMethods, this.allowedHeaders, this.exposedHeaders,
				this.allowCredentials, age);
	}

}
