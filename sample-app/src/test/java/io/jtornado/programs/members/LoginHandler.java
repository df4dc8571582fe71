package io.jtornado.programs.members;

import io.jtornado.http.HtmlText;
import io.jtornado.spring.Handler;
import io.jtornado.web.HTTPException;

@Handler("/login")
class LoginHandler extends MemberHandler {

	void get() {
		write("<form method=\"post\">" + xsrfFormHtml());
		write("<input type=\"hidden\" name=\"next\" value=\"" + HtmlText.escape(nextUrl("/")) + "\"/>");
		write("<input name=\"name\"/><button>Log in</button></form>");
	}

	void post() {
		String name = bodyArgument("name"); // and a password, in life
		if (name.isBlank() || name.length() > 100) {
			throw new HTTPException(400);
		}
		setSignedCookie("member", name);
		redirect(nextUrl("/"));
	}

}
