package io.jtornado.spring.actuate;

import java.util.Arrays;
import java.util.List;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Which pages of other origins may call endpoints from a browser
 * (https://fetch.spec.whatwg.org/#http-cors-protocol), by
 * {@code management.endpoints.web.cors.*}.
 */
final class EndpointCors {

	private static final String VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

	private final CorsConfiguration configuration;

	EndpointCors(CorsConfiguration configuration) {
		this.configuration = configuration;
	}

	/**
	 * Return whether a request asks what it would be allowed to do.
	 */
	static boolean isPreflight(HTTPRequest request) {
		return request.method().equals("OPTIONS") && request.header("Origin") != null
				&& request.header("Access-Control-Request-Method") != null;
	}

	/**
	 * Check a request.
	 * @param request the request
	 * @return the fields to add to its answer, or {@code null} if the origin may not do
	 * this
	 */
	@Nullable HTTPHeaders check(HTTPRequest request) {
		HTTPHeaders headers = HTTPHeaders.of("Vary", VARY);
		String origin = request.header("Origin");
		if (origin == null || origin.equalsIgnoreCase(request.protocol() + "://" + request.host())) {
			return headers;
		}
		boolean preflight = isPreflight(request);
		String allowedOrigin = this.configuration.checkOrigin(origin);
		List<HttpMethod> methods = this.configuration.checkHttpMethod(method(request, preflight));
		List<String> allowedHeaders = this.configuration.checkHeaders(requestedHeaders(request, preflight));
		if (allowedOrigin == null || methods == null || (preflight && allowedHeaders == null)) {
			return null;
		}
		headers.set("Access-Control-Allow-Origin", allowedOrigin);
		if (Boolean.TRUE.equals(this.configuration.getAllowCredentials())) {
			headers.set("Access-Control-Allow-Credentials", "true");
		}
		if (preflight) {
			addPreflight(headers, methods, (allowedHeaders == null) ? List.of() : allowedHeaders);
		}
		else {
			setList(headers, "Access-Control-Expose-Headers", this.configuration.getExposedHeaders());
		}
		return headers;
	}

	private void addPreflight(HTTPHeaders headers, List<HttpMethod> methods, List<String> allowedHeaders) {
		setList(headers, "Access-Control-Allow-Methods", methods.stream().map(HttpMethod::name).toList());
		setList(headers, "Access-Control-Allow-Headers", allowedHeaders);
		Long maxAge = this.configuration.getMaxAge();
		if (maxAge != null) {
			headers.set("Access-Control-Max-Age", maxAge.toString());
		}
	}

	private static void setList(HTTPHeaders headers, String name, @Nullable List<String> values) {
		if (values != null && !values.isEmpty()) {
			headers.set(name, String.join(", ", values));
		}
	}

	private static HttpMethod method(HTTPRequest request, boolean preflight) {
		String method = preflight ? request.header("Access-Control-Request-Method") : request.method();
		return HttpMethod.valueOf((method == null) ? "" : method);
	}

	private static List<String> requestedHeaders(HTTPRequest request, boolean preflight) {
		String headers = preflight ? request.header("Access-Control-Request-Headers") : null;
		return (headers == null) ? List.of() : Arrays.stream(headers.split(",")).map(String::strip).toList();
	}

}
