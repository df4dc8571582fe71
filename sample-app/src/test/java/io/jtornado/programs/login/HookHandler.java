package io.jtornado.programs.login;

import io.jtornado.spring.Handler;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.XsrfExempt;

@Handler("/hooks/build")
@XsrfExempt
class HookHandler extends RequestHandler {

	void post() {
		if (!"of the build server".equals(request().header("X-Key"))) {
			throw new HTTPException(403);
		}
	}

}
