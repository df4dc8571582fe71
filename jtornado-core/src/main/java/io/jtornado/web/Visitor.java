package io.jtornado.web;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What has been found out about who asks, once somebody wanted to know.
 * <p>
 * <b>Threading:</b> as the handler of the request.
 */
final class Visitor {

	@Nullable String xsrfToken; // as it was made for the answer

	@Nullable Locale locale;

	boolean localeOfBrowser; // whether the header decided

	private boolean userKnown;

	private @Nullable Object user;

	/** Whether it has been found out who it is, though it may be nobody. */
	boolean userKnown() {
		return this.userKnown;
	}

	@Nullable Object user() {
		return this.user;
	}

	void setUser(@Nullable Object who) {
		this.userKnown = true;
		this.user = who;
	}

}
