package io.jtornado.web;

/**
 * Turns values into JSON and back; the seam to whatever JSON library the application
 * uses.
 * <p>
 * <b>Threading:</b> called on every loop and on workers at the same time.
 */
public interface JsonCodec {

	/**
	 * Renders a value.
	 * @param value the value
	 * @return its JSON text in UTF-8; the array belongs to the caller
	 */
	byte[] encode(Object value);

	/**
	 * Reads a value.
	 * @param <T> the type of the value
	 * @param json the text, in UTF-8
	 * @param type the type wanted
	 * @return the value
	 * @throws HTTPException with status 400 and the position of the fault if the text is
	 * not JSON for this type
	 */
	<T> T decode(byte[] json, Class<T> type);

}
