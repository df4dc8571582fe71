package io.jtornado.sample.guestbook;

import java.time.Instant;

/**
 * An entry of the guestbook.
 *
 * @param id rises by one with each message, from 1 on
 * @param at when it was taken in
 * @param author who says so, 1 to {@value #MAX_AUTHOR} characters
 * @param text what, 1 to {@value #MAX_TEXT} characters
 */
record Message(long id, Instant at, String author, String text) {

	static final int MAX_AUTHOR = 40;

	static final int MAX_TEXT = 280;

}
