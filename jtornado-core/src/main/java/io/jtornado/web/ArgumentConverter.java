package io.jtornado.web;

/**
 * Turns the text of a path argument into what a verb method's parameter wants.
 * <p>
 * <b>Threading:</b> called on every loop at the same time.
 */
public interface ArgumentConverter {

	/**
	 * Tells at start-up whether parameters of a type can be served.
	 * @param type the parameter's type, never a primitive one
	 * @return whether {@link #convert} takes it
	 */
	boolean supports(Class<?> type);

	/**
	 * Converts a text.
	 * @param text the decoded text of the pattern's group
	 * @param type a supported type
	 * @return an object of that type
	 * @throws IllegalArgumentException if the text does not name such an object; the
	 * client gets a 404
	 */
	Object convert(String text, Class<?> type);

}
