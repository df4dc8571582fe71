package io.jtornado.http;

/**
 * A coding that answers may be sent in
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1">RFC 9110, 8.4.1</a>).
 * <p>
 * <b>Threading:</b> called on any loop, by several at a time.
 */
public interface ContentCoder {

	/**
	 * Returns what Accept-Encoding and Content-Encoding call it.
	 * @return a token in lower case, such as {@code gzip}; always the same
	 */
	String coding();

	/**
	 * Begins a content.
	 * @return a new encoder
	 */
	ContentEncoder newEncoder();

	/**
	 * Returns {@code gzip}, the format of RFC 1952.
	 * @param level 1, the fastest, to 9, the smallest
	 * @return the coder
	 * @throws IllegalArgumentException if the level is another one
	 */
	static ContentCoder gzip(int level) {
		return new DeflateCoder("gzip", true, level);
	}

	/**
	 * Returns {@code deflate}, the format of RFC 1950, zlib.
	 * @param level 1, the fastest, to 9, the smallest
	 * @return the coder
	 * @throws IllegalArgumentException if the level is another one
	 */
	static ContentCoder deflate(int level) {
		return new DeflateCoder("deflate", false, level);
	}

}
