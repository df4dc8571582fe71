package io.jtornado.http;

/**
 * The status and reason of an answer. The version is always HTTP/1.1, to clients of
 * HTTP/1.0 as well (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-6.2">RFC
 * 9110, 6.2</a>). Tornado's {@code ResponseStartLine} without its version.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param status 100 to 999
 * @param reason the reason phrase, without control characters; may be empty
 */
public record ResponseStartLine(int status, String reason) {

	/** {@code 200 OK}. */
	public static final ResponseStartLine OK = new ResponseStartLine(200, "OK");

	/**
	 * Checks both parts.
	 * @throws IllegalArgumentException if the status has not three digits or the reason
	 * could break the line
	 */
	public ResponseStartLine {
		if (status < 100 || status > 999) {
			throw new IllegalArgumentException("Status " + status + " has not three digits");
		}
		if (!ABNF.isFieldValue(reason)) {
			throw new IllegalArgumentException("The reason phrase has a control character");
		}
	}

	/**
	 * Returns the line of a status with the reason phrase that is registered for it.
	 * @param status 100 to 999
	 * @return the line
	 */
	public static ResponseStartLine of(int status) {
		return (status == 200) ? OK : new ResponseStartLine(status, HTTPStatus.reason(status));
	}

}
