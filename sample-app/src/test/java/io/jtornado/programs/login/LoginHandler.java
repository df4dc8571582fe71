package io.jtornado.programs.login;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;

@Handler("/login")
class LoginHandler extends RequestHandler {

	void get() {
		write("<form method=\"post\">" + xsrfFormHtml() + "<input name=\"name\"/><button>Log in</button></form>");
	}

	void post() {
		setSignedCookie("name", bodyArgument("name"));
		redirect("/");
	}

}
