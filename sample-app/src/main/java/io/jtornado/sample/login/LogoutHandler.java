package io.jtornado.sample.login;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;

/**
 * Forgets who was logged in. A form and no link: others could have a browser follow that.
 */
@Handler("/logout")
class LogoutHandler extends SampleHandler {

	void post() {
		clearCookie(VISITOR);
		redirect("/login", 303);
	}

}
