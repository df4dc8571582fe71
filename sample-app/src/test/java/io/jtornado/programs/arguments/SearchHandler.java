package io.jtornado.programs.arguments;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;

@Handler("/search/{shelf}")
class SearchHandler extends RequestHandler {

	String get(String shelf) {
		String words = argument("q"); // 400 if it is missing
		int page = argument("page", int.class, 1); // 400 if it is no number
		return shelf + ": page " + page + " for " + words + " with tags " + arguments("tag");
	}

}
