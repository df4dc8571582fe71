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
 *
 * @param url the URL as the client wrote it, without its query
 * @param query the raw query
 * @param accept the values of the Accept fields
 * @param contentType the type of the body, {@code null} if none was sent
 * @param range the value of the Range field, {@code null} if none was sent
 * @param body the body, empty if there is none
 */
record EndpointCall(String url, String query, List<String> accept, @Nullable MediaType contentType,
		@Nullable String range, byte[] body) {

	/**
	 * Take a request.
	 * @param request the request
	 * @return what an operation needs of it
	 * @throws org.springframework.http.InvalidMediaTypeException if its Content-Type is
	 * malformed
	 */
	static EndpointCall of(HTTPRequest request) {
		String url = request.fullUrl();
		int query = url.indexOf('?');
		String contentType = request.header("Content-Type");
		return new EndpointCall((query < 0) ? url : url.substring(0, query), request.query(),
				request.headers().getList("Accept"), (contentType == null) ? null : MediaType.valueOf(contentType),
				request.header("Range"), request.body());
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
