package io.jtornado.sample.login;

/**
 * A small page around a form, in the looks of the others.
 */
final class LoginPage {

	private static final String PAGE = """
			<!doctype html>
			<html lang="en">
			<head>
			  <meta charset="utf-8">
			  <meta name="viewport" content="width=device-width, initial-scale=1">
			  <title>%1$s</title>
			  <link rel="icon" href="/icon.svg" type="image/svg+xml">
			  <link rel="stylesheet" href="/page.css">
			</head>
			<body>
			  <main class="plain">
			    <h1>%1$s</h1>
			    %2$s
			    <p><a href="/">To the page</a></p>
			  </main>
			</body>
			</html>
			""";

	private LoginPage() {
	}

	/** Both are HTML: what comes from others has been escaped. */
	static String html(String title, String form) {
		return PAGE.formatted(title, form);
	}

}
