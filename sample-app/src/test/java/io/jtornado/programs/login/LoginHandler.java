package io.jtornado.programs.login;

import io.jtornado.spring.Handler;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;

@Handler("/login")
class LoginHandler extends RequestHandler {

	void get() {
		write("<form method=\"post\">" + xsrfFormHtml() + "<input name=\"name\"/><button>Log in</button></form>");
	}

	void post() {
		String name = bodyArgument("name");
		if (name.isBlank() || name.length() > 100) { // a cookie has room for some 3000
			throw new HTTPException(400);
		}
		setSignedCookie("name", name);
		redirect("/");
	}

}
