package io.jtornado.programs.login;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;

@Handler("/logout")
class LogoutHandler extends RequestHandler {

	void post() {
		clearCookie("name");
		redirect("/");
	}

}
