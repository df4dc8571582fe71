package io.jtornado.web;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The error page of a handler that writes none of its own. */
final class ErrorPage {

	private ErrorPage() {
	}

	static String html(int status, String reason) {
		String title = status + ": " + escape(reason);
		return "<html><title>" + title + "</title><body>" + title + "</body></html>";
	}

	static String traceback(Throwable error) {
		StringWriter text = new StringWriter();
		error.printStackTrace(new PrintWriter(text, true));
		return text.toString();
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("\"", "&quot;")
			.replace("'", "&#39;");
	}

}
