package io.jtornado.sample.login;

import io.jtornado.http.HtmlText;
import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.Authenticated;

/**
 * A page for visitors with a name. Whoever has none is sent to log in, and comes back.
 */
@Handler("/visitor")
@Authenticated
class VisitorHandler extends SampleHandler {

	void get() {
		write(LoginPage.html("Hello, " + HtmlText.escape(String.valueOf(currentUser())), """
				<form method="post" action="/logout">
				%s
				<button>Log out</button>
				</form>
				""".formatted(xsrfFormHtml())));
	}

}
