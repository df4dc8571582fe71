package io.jtornado.programs.login;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;

@Handler("/")
class HomeHandler extends RequestHandler {

	String get() {
		String name = signedCookie("name"); // null if it is not there, or somebody has
											// changed it
		return (name != null) ? "Hello, " + name : "Who are you?";
	}

}
