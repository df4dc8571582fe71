package io.jtornado.programs.views;

import java.util.Locale;

import io.jtornado.web.RequestHandler;
import io.jtornado.web.View;
import org.jspecify.annotations.Nullable;

class GreetingHandler extends RequestHandler {

	View get(String name) {
		return View.of("greeting").with("greeting", message("greeting")).with("name", name);
	}

	@Override
	protected @Nullable Locale userLocale() {
		String chosen = cookie("language");
		return (chosen != null) ? Locale.forLanguageTag(chosen) : null;
	}

}
