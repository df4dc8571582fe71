package io.jtornado.web;

import io.jtornado.http.HtmlText;

/** The plain page of an error: its status, in HTML. */
final class ErrorPage {

	private ErrorPage() {
	}

	static String html(int status, String reason) {
		String title = status + ": " + HtmlText.escape(reason);
		return "<html><title>" + title + "</title><body>" + title + "</body></html>";
	}

}
