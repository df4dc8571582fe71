package io.jtornado.sample;

import org.springframework.web.util.HtmlUtils;

/**
 * An error as a page, in the looks of the others.
 */
final class ErrorPage {

	private static final String PAGE = """
			<!doctype html>
			<html lang="en">
			<head>
			  <meta charset="utf-8">
			  <meta name="viewport" content="width=device-width, initial-scale=1">
			  <title>%1$d %2$s</title>
			  <link rel="icon" href="/icon.svg" type="image/svg+xml">
			  <link rel="stylesheet" href="/page.css">
			</head>
			<body>
			  <main class="plain">
			    <p class="code">%1$d</p>
			    <h1>%2$s</h1>
			    <p><a href="/">Back to the page</a></p>
			  </main>
			</body>
			</html>
			""";

	private ErrorPage() {
	}

	static String html(int status, String message) {
		return PAGE.formatted(status, HtmlUtils.htmlEscape(message));
	}

}
