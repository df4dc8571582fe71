package io.jtornado.web;

/** A {@link RequestMatcher} has thrown: nobody knows which spec serves the request. */
final class MatcherFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient URLSpec spec;

	private final transient Throwable failure;

	/**
	 * Creates the exception.
	 * @param spec whose matcher it was
	 * @param failure what was thrown
	 */
	MatcherFailedException(URLSpec spec, Throwable failure) {
		super(null, failure, false, false);
		this.spec = spec;
		this.failure = failure;
	}

	URLSpec spec() {
		return this.spec;
	}

	Throwable failure() {
		return this.failure;
	}

}
