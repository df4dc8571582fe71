package io.jtornado.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import io.jtornado.http.Arguments;
import io.jtornado.http.Cookies;
import io.jtornado.http.MalformedEncodingException;
import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/** What a request carries besides its path, parsed when it is first asked for. */
final class RequestArguments {

	private static final String FORM = "application/x-www-form-urlencoded";

	private final HTTPRequest request;

	private final Uploads uploads;

	private @Nullable Form form; // of parts

	private @Nullable Arguments query;

	private @Nullable Arguments body;

	private @Nullable Arguments both;

	private @Nullable Map<String, String> cookies;

	RequestArguments(HTTPRequest request, Uploads uploads) {
		this.request = request;
		this.uploads = uploads;
	}

	void setForm(Form received) {
		this.form = received;
	}

	Arguments query() {
		Arguments parsed = this.query;
		if (parsed == null) {
			parsed = parse("query", () -> Arguments.parse(this.request.query(), Arguments.MAX_FIELDS));
			this.query = parsed;
		}
		return parsed;
	}

	Arguments body() {
		Arguments parsed = this.body;
		if (parsed == null) {
			parsed = isForm() ? parse("form", () -> Arguments.parse(this.request.body(), Arguments.MAX_FIELDS))
					: form().arguments();
			this.body = parsed;
		}
		return parsed;
	}

	Map<String, List<HTTPFile>> files() {
		return form().files();
	}

	private Form form() {
		Form received = this.form;
		if (received == null) {
			boolean gathered = this.request.body().length > 0 && Uploads.isForm(this.request);
			received = gathered ? this.uploads.read(this.request) : Form.EMPTY;
			this.form = received;
		}
		return received;
	}

	/** The request has ended: its temporary files go. */
	void release() {
		if (this.form != null) {
			this.form.discard();
		}
	}

	/** Query before body, so that a single value is the body's. */
	Arguments both() {
		Arguments joined = this.both;
		if (joined == null) {
			joined = query().and(body());
			this.both = joined;
		}
		return joined;
	}

	private boolean isForm() {
		String type = this.request.header(AnswerWriter.CONTENT_TYPE);
		if (type == null || !type.regionMatches(true, 0, FORM, 0, FORM.length())) {
			return false;
		}
		if (this.request.header("Content-Encoding") != null) {
			throw HTTPException.bare(400, "Form with a Content-Encoding");
		}
		return true;
	}

	private static Arguments parse(String what, Supplier<Arguments> parser) {
		try {
			return parser.get();
		}
		catch (MalformedEncodingException ex) {
			throw HTTPException.bare(400, "Malformed " + what + ": " + ex.getMessage());
		}
	}

	Map<String, String> cookies() {
		Map<String, String> parsed = this.cookies;
		if (parsed == null) {
			Map<String, String> all = new LinkedHashMap<>();
			if (this.request.header("Cookie") != null) {
				this.request.headers().getList("Cookie").forEach((field) -> all.putAll(Cookies.parse(field)));
			}
			parsed = Collections.unmodifiableMap(all);
			this.cookies = parsed;
		}
		return parsed;
	}

	/** Whether the body says it is JSON. */
	boolean isJson() {
		String type = this.request.header(AnswerWriter.CONTENT_TYPE);
		if (type == null) {
			return false;
		}
		int semicolon = type.indexOf(';');
		String essence = ((semicolon >= 0) ? type.substring(0, semicolon) : type).strip().toLowerCase(Locale.ROOT);
		return essence.equals("application/json") || (essence.startsWith("application/") && essence.endsWith("+json"));
	}

}
