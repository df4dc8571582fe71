package io.jtornado.spring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jtornado.http.Arguments;
import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;

/**
 * What an operation needs of a request, taken on the loop and read on a worker.
 */
final class EndpointCall {

	private final String url;

	private final String query;

	private final List<String> accept;

	private final @Nullable MediaType contentType;

	private final @Nullable String range;

	private final byte[] body;

	/**
	 * Take a request.
	 * @param request the request
	 * @throws org.springframework.http.InvalidMediaTypeException if its Content-Type is
	 * malformed
	 */
	EndpointCall(HTTPRequest request) {
		String url = request.fullUrl();
		int query = url.indexOf('?');
		this.url = (query < 0) ? url : url.substring(0, query);
		this.query = request.query();
		this.accept = request.headers().getList("Accept");
		String contentType = request.header("Content-Type");
		this.contentType = (contentType == null) ? null : MediaType.valueOf(contentType);
		this.range = request.method().equals("GET") ? request.header("Range") : null;
		this.body = request.body();
	}

	/**
	 * Return the URL as the client wrote it, without its query.
	 */
	String url() {
		return this.url;
	}

	/**
	 * Return the values of the Accept fields.
	 */
	List<String> accept() {
		return this.accept;
	}

	/**
	 * Return the type of the body, {@code null} if none was sent.
	 */
	@Nullable MediaType contentType() {
		return this.contentType;
	}

	/**
	 * Return the value of the Range field, {@code null} if none was sent or the method is
	 * not GET, the only one with which it means something
	 * (https://www.rfc-editor.org/rfc/rfc9110#section-14.2).
	 */
	@Nullable String range() {
		return this.range;
	}

	/**
	 * Return the body, empty if there is none.
	 */
	byte[] body() {
		return this.body;
	}

	/**
	 * Return the parameters of the query: a String for a single value, a List for
	 * several.
	 * @throws IllegalArgumentException if the query is not properly percent-encoded
	 */
	Map<String, Object> parameters() {
		Arguments arguments = Arguments.parse(this.query, Arguments.MAX_FIELDS);
		Map<String, Object> parameters = new LinkedHashMap<>();
		for (String name : arguments.names()) {
			List<String> values = arguments.getList(name);
			parameters.put(name, (values.size() == 1) ? values.get(0) : values);
		}
		return parameters;
	}

}
