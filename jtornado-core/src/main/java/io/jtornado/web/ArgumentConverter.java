package io.jtornado.web;

/**
 * Turns the text of an argument into what is wanted of it: a path argument into the
 * parameter of a verb method, one of query or form into the type that a handler asks for.
 * <p>
 * <b>Threading:</b> called on every loop at the same time.
 */
public interface ArgumentConverter {

	/**
	 * Tells whether texts convert to a type; for parameters it is asked at start-up.
	 * @param type the type, never a primitive one
	 * @return whether {@link #convert} takes it
	 */
	boolean supports(Class<?> type);

	/**
	 * Converts a text.
	 * @param text the decoded text
	 * @param type a supported type
	 * @return an object of that type
	 * @throws IllegalArgumentException if the text does not name such an object; the
	 * client gets a 404 for a path, else a 400
	 */
	Object convert(String text, Class<?> type);

}
