package io.jtornado.web;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import io.jtornado.http.HtmlText;
import io.jtornado.httpserver.HTTPRequest;

/**
 * What led to an error, for who works on the application: as text, or as a page in which
 * the lines of the JDK and of the engine stand back.
 */
final class Traceback {

	private static final List<String> ENGINE = List.of("\tat java.", "\tat jdk.", "\tat io.jtornado.ioloop.",
			"\tat io.jtornado.iostream.", "\tat io.jtornado.httpserver.", "\tat io.jtornado.web.");

	private static final String STYLE = "body{font:1rem/1.5 system-ui,sans-serif;margin:2rem;color:#222;background:#fff}"
			+ "h1{font-size:1.25rem;overflow-wrap:anywhere}pre{overflow-x:auto}i{font-style:normal;color:#888}";

	private Traceback() {
	}

	static String text(Throwable error) {
		StringWriter text = new StringWriter();
		error.printStackTrace(new PrintWriter(text, true));
		return text.toString();
	}

	static String html(int status, HTTPRequest request, Throwable error) {
		String asked = HtmlText.escape(request.method() + " " + request.uri());
		StringBuilder page = new StringBuilder(
				"<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>")
			.append(status)
			.append(": ")
			.append(asked)
			.append("</title><style>")
			.append(STYLE)
			.append("</style></head>\n<body>\n<h1>")
			.append(HtmlText.escape(error.toString()))
			.append("</h1>\n<p>")
			.append(status)
			.append(": ")
			.append(asked)
			.append("</p>\n<pre>");
		text(error).lines().forEach((line) -> append(page, line));
		return page.append("</pre>\n</body>\n</html>\n").toString();
	}

	private static void append(StringBuilder page, String line) {
		boolean back = ENGINE.stream().anyMatch(line::startsWith);
		page.append(back ? "<i>" : "").append(HtmlText.escape(line)).append(back ? "</i>\n" : "\n");
	}

}
