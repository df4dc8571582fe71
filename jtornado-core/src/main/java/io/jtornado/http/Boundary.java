package io.jtornado.http;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The line between the parts of a multipart body
 * (<a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1">RFC 2046, 5.1.1</a>):
 *
 * <pre>
 * boundary  = 0*69bchars bcharsnospace
 * delimiter = CRLF "--" boundary
 * </pre>
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class Boundary {

	private static final String FORM = "multipart/form-data";

	private static final int LONGEST = 70;

	private final byte[] delimiter;

	private Boundary(String boundary) {
		String text = "\r\n--" + boundary;
		this.delimiter = new byte[text.length()];
		for (int i = 0; i < text.length(); i++) {
			this.delimiter[i] = (byte) text.charAt(i);
		}
	}

	/**
	 * Tells whether a body is a form of parts.
	 * @param contentType the value of Content-Type; null if there is none
	 * @return whether it is {@code multipart/form-data}, in any case, and with whatever
	 * parameters
	 */
	public static boolean isForm(@Nullable String contentType) {
		if (contentType == null || !contentType.regionMatches(true, 0, FORM, 0, FORM.length())) {
			return false;
		}
		return contentType.length() == FORM.length() || "; \t".indexOf(contentType.charAt(FORM.length())) >= 0;
	}

	/**
	 * Reads the boundary of a form.
	 * @param contentType a value of Content-Type that {@link #isForm is one}
	 * @return its boundary
	 * @throws MalformedMultipartException if it has none, two, or one that is not allowed
	 */
	public static Boundary of(String contentType) {
		Map<String, String> parameters = Parameters.parse(contentType, FORM.length());
		String boundary = parameters.get("boundary");
		if (boundary == null) {
			throw new MalformedMultipartException("there is no boundary");
		}
		boolean sound = !boundary.isEmpty() && boundary.length() <= LONGEST && !boundary.endsWith(" ")
				&& boundary.chars().allMatch(Boundary::isBchar);
		if (!sound) {
			throw new MalformedMultipartException("malformed boundary");
		}
		return new Boundary(boundary);
	}

	private static boolean isBchar(int c) {
		int lower = c | 0x20;
		return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z') || "'()+_,-./:=? ".indexOf(c) >= 0;
	}

	/** CRLF, two dashes and the boundary; the only CR is in front. */
	byte[] delimiter() {
		return this.delimiter;
	}

}
