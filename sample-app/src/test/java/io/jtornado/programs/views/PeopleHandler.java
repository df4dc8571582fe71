package io.jtornado.programs.views;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.View;

@Handler(patterns = "/people", name = "people")
class PeopleHandler extends RequestHandler {

	private static final List<String> PEOPLE = new CopyOnWriteArrayList<>(List.of("Ada"));

	View get() {
		return View.of("people").with("people", PEOPLE);
	}

	void post() {
		PEOPLE.add(bodyArgument("name"));
		redirect(reverseUrl("people"));
	}

}
