package io.jtornado.web;

/** A question about a file that only the disk can answer. */
final class NotRememberedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NotRememberedException() {
		super("Not remembered", null, false, false);
	}

}
