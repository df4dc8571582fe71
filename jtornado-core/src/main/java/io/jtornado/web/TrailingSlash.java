package io.jtornado.web;

import java.util.Collections;
import java.util.List;

import io.jtornado.httpserver.HTTPRequest;

/** How the paths of a verb end, by {@link AddSlash} or {@link RemoveSlash}. */
enum TrailingSlash {

	/** Whatever the pattern says. */
	ANY {
		@Override
		boolean fits(String path) {
			return true;
		}

		@Override
		String fit(String path) {
			return path;
		}
	},

	ADDED {
		@Override
		boolean fits(String path) {
			return path.endsWith("/");
		}

		@Override
		String fit(String path) {
			return path + "/";
		}
	},

	REMOVED {
		@Override
		boolean fits(String path) {
			return path.length() == 1 || !path.endsWith("/");
		}

		@Override
		String fit(String path) {
			int end = path.length();
			while (end > 0 && path.charAt(end - 1) == '/') {
				end--;
			}
			return path.substring(0, end);
		}
	};

	abstract boolean fits(String path);

	abstract String fit(String path);

	/**
	 * Redirects a request whose path does not fit to the one that does.
	 * @throws HTTPException with status 404 if that cannot be, for its method or because
	 * browsers would look for the path on another host
	 */
	void redirect(RequestHandler handler) {
		HTTPRequest request = handler.request();
		String path = request.path();
		if (!handler.answer().isRead() || !NextUrl.staysHere(path)) {
			throw HTTPException.bare(404, null);
		}
		String query = request.query();
		handler.redirect(handler.answer().prefix() + fit(path) + (query.isEmpty() ? "" : "?" + query), true);
	}

	/**
	 * Fails if a spec matches one form of its paths alone, and that is the one that is
	 * redirected to the other. An expression may match what it likes, and a path that
	 * names a host is never redirected.
	 */
	void checkReach(URLSpec spec, List<URLSpec> specs) {
		if (spec.kind() == URLSpec.Kind.REGEX || spec.pattern().startsWith("//")) {
			return;
		}
		String path = spec.reverse(Collections.nCopies(spec.groups(), "x").toArray());
		if (!fits(path) && specs.stream().allMatch((other) -> other.match(fit(path)) == null)) {
			String both = path.endsWith("/") ? spec.pattern() + "?" : spec.pattern() + "/?";
			throw new UnsupportedHandlerException(
					"Pattern '" + spec.pattern() + "' of " + spec.handlerType().getName()
							+ " never serves anything, because its slash redirects to where nothing is",
					"Write '" + both + "', which matches both, or take the annotation away");
		}
	}

}
