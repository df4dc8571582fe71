package io.jtornado.programs.errors;

import io.jtornado.spring.DefaultHandler;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;

@DefaultHandler
class OldLinksHandler extends RequestHandler {

	@Override
	protected void prepare() {
		if (!request().path().endsWith(".php")) {
			throw new HTTPException(404);
		}
		redirect("/", true);
	}

}
