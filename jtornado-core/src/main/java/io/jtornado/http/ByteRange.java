package io.jtornado.http;

/**
 * A part of a representation
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2">RFC 9110, 14.1.2</a>).
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param start the first byte, 0 and up
 * @param length how many bytes
 */
public record ByteRange(long start, long length) {

	/**
	 * Returns where the part ends.
	 * @return the byte behind the last one
	 */
	public long end() {
		return this.start + this.length;
	}

	/**
	 * Writes the value of the Content-Range field.
	 * @param total the length of the whole representation
	 * @return for example {@code bytes 0-99/1000}
	 */
	public String contentRange(long total) {
		return "bytes " + this.start + "-" + (end() - 1) + "/" + total;
	}

	/**
	 * Writes the value of the Content-Range field of a 416.
	 * @param total the length of the whole representation
	 * @return for example {@code bytes *}{@code /1000}
	 */
	public static String unsatisfied(long total) {
		return "bytes */" + total;
	}

	/** Whether nothing lies between the two. */
	boolean touches(ByteRange other) {
		return this.start <= other.end() && other.start <= end();
	}

	ByteRange joined(ByteRange other) {
		long from = Math.min(this.start, other.start);
		return new ByteRange(from, Math.max(end(), other.end()) - from);
	}

}
