package io.jtornado.web;

import java.util.Locale;

/**
 * Finds the text of a message in a language, as for {@link RequestHandler#message}.
 * Tornado's {@code Locale.translate}.
 * <p>
 * <b>Threading:</b> called on any loop, and must not block.
 */
@FunctionalInterface
public interface Messages {

	/**
	 * Finds a message.
	 * @param code what names it
	 * @param args what it is about; may be empty
	 * @param locale the language
	 * @return its text, which is no HTML
	 * @throws RuntimeException if there is no such message and its code is not to stand
	 * in its place; the answer is a 500 then
	 */
	String message(String code, Object[] args, Locale locale);

}
