package io.jtornado.sample;

import io.jtornado.http.HtmlText;
import io.jtornado.web.ErrorPageRenderer;
import io.jtornado.web.RequestHandler;

import org.springframework.stereotype.Component;

/**
 * An error as a page, in the looks of the others. Programs that ask for JSON get a
 * problem instead, of the engine's own.
 */
@Component
class ErrorPage implements ErrorPageRenderer {

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

	@Override
	public String render(int status, String reason, RequestHandler handler) {
		return PAGE.formatted(status, HtmlText.escape(reason));
	}

}
