package io.jtornado.programs.routing;

import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestMatcher;

import static io.jtornado.web.URLSpec.redirect;
import static io.jtornado.web.URLSpec.url;

class Site {

	static class UserHandler extends RequestHandler {

		String get(long id) {
			return "user " + id;
		}

	}

	static class NewUserHandler extends RequestHandler {

		void post() {
			setStatus(201);
			setHeader("Location", reverseUrl("user", 7));
		}

	}

	static class TextHandler extends RequestHandler {

		private final String text;

		TextHandler(String text) {
			this.text = text;
		}

		String get() {
			return this.text;
		}

	}

	static Application application() {
		return Application.builder()
			.add(url("/users/{id}", UserHandler.class).named("user"))
			.add(url("/users", NewUserHandler.class).method("POST"))
			.add(url("/users", TextHandler.class, () -> new TextHandler("<li>Ada</li>"))
				.when(RequestMatcher.accepts("text/html")))
			.add(url("/users", TextHandler.class, () -> new TextHandler("Ada")))
			.add(redirect("/people/(\\d+)", "/users/{0}"))
			.mount("/admin", admin())
			.host("api\\.example\\.com", url("/", TextHandler.class, () -> new TextHandler("the API")))
			.build();
	}

	private static Application admin() {
		return Application.builder().add(url("/", TextHandler.class, () -> new TextHandler("admin"))).build();
	}

}
