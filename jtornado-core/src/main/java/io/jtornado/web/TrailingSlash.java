package io.jtornado.web;

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
		if (!Admission.isRead(request) || !NextUrl.staysHere(path)) {
			throw HTTPException.bare(404, null);
		}
		String query = request.query();
		handler.redirect(request.prefix() + fit(path) + (query.isEmpty() ? "" : "?" + query), true);
	}

}
