package io.jtornado.blackbox;

import io.jtornado.web.Application;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;

import static io.jtornado.web.URLSpec.url;

/** What {@code cases.py} is in Python. */
final class CaseHandlers {

	private CaseHandlers() {
	}

	static Application application() {
		return Application.builder()
			.add(url("/echo", Echo.class), url("/group/(.*)", Group.class), url("/flushing", Flushing.class),
					url("/failing", Failing.class), url("/bare", Bare.class), url("/wrong", Wrong.class),
					url("/field", Field.class), url("/cookie", Cookie.class))
			.accessLog(false)
			.build();
	}

	static class Echo extends RequestHandler {

		void get() {
			write(String.join(",", queryArguments("n")));
		}

		void post() {
			write(String.join(",", bodyArguments("n")) + "/" + request().body().length);
		}

	}

	static class Group extends RequestHandler {

		void get(String group) {
			write(group);
		}

	}

	static class Flushing extends RequestHandler {

		void get() {
			write("first");
			flush();
			write("second");
		}

	}

	static class Failing extends RequestHandler {

		void get() {
			throw new HTTPException(409, "secret");
		}

		void post() {
			throw new IllegalStateException("secret");
		}

	}

	static class Bare extends RequestHandler {

		void get() {
			setStatus(204);
		}

	}

	static class Wrong extends RequestHandler {

		void get() {
			setHeader("Content-Length", queryArgument("length"));
			write("Hello");
		}

	}

	static class Field extends RequestHandler {

		void get() {
			setHeader("X-Field", queryArgument("value"));
			write("set");
		}

	}

	static class Cookie extends RequestHandler {

		void get() {
			String value = cookie("n");
			write((value != null) ? value : "none");
		}

	}

}
