package io.jtornado.programs.files;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;

@Handler("/")
class PageHandler extends RequestHandler {

	void get() {
		setHeader("Cache-Control", "no-cache");
		write("<link rel=\"stylesheet\" href=\"" + staticUrl("page.css") + "\"/>");
	}

}
