package io.jtornado.web;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/** Where a request was routed to, at its head. */
final class Destination {

	private final URLSpec spec;

	private final URLSpec target;

	private final @Nullable String[] groups;

	/**
	 * Creates a destination.
	 * @param spec what the request is known by
	 * @param target what serves it
	 * @param groups of the spec's pattern, raw
	 */
	Destination(URLSpec spec, URLSpec target, @Nullable String[] groups) {
		this.spec = spec;
		this.target = target;
		this.groups = groups;
	}

	URLSpec spec() {
		return this.spec;
	}

	URLSpec target() {
		return this.target;
	}

	Answer newAnswer(Application application, HTTPRequest request) {
		return new Answer(application, this.spec, this.groups, request);
	}

}
