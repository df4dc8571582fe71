package io.jtornado.sample.chat;

import org.jspecify.annotations.Nullable;

/**
 * What a page sends. Either may be missing.
 *
 * @param author who says so
 * @param text what
 */
record Said(@Nullable String author, @Nullable String text) {

	private static final int MAX_AUTHOR = 40;

	private static final int MAX_TEXT = 280;

	/** Whether it has the lengths that the page allows. */
	boolean fits() {
		return fits(this.author, MAX_AUTHOR) && fits(this.text, MAX_TEXT);
	}

	private static boolean fits(@Nullable String value, int most) {
		return value != null && !value.isBlank() && value.codePointCount(0, value.length()) <= most;
	}

}
