package io.jtornado.sample.login;

import io.jtornado.http.HtmlText;
import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;

/**
 * Takes everybody at his word: a real login asks for a password, and counts the attempts.
 */
@Handler("/login")
class LoginHandler extends SampleHandler {

	private static final int MAX_NAME = 40;

	private static final String HOME = "/visitor";

	void get() {
		write(LoginPage.html("Who are you?", """
				<form method="post">
				%s
				<input type="hidden" name="next" value="%s">
				<p><label>Name <input name="name" maxlength="%d" required autofocus></label></p>
				<button>Log in</button>
				</form>
				""".formatted(xsrfFormHtml(), HtmlText.escape(nextUrl(HOME)), MAX_NAME)));
	}

	void post() {
		String name = bodyArgument("name", "");
		if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME) {
			throw refused("name has 1 to " + MAX_NAME + " characters");
		}
		setSignedCookie(VISITOR, name);
		redirect(nextUrl(HOME), 303);
	}

}
