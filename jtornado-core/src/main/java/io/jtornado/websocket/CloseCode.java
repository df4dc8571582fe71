package io.jtornado.websocket;

/**
 * Why a WebSocket ends, in numbers
 * (<a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4">RFC 6455, 7.4</a>).
 * Applications have 4000 to 4999 for themselves, and libraries 3000 to 3999.
 * <p>
 * <b>Threading:</b> constants.
 */
public final class CloseCode {

	/** What it was for is done. */
	public static final int NORMAL = 1000;

	/** The server stops, or the page was left. */
	public static final int GOING_AWAY = 1001;

	/** The other side broke the rules of the protocol. */
	public static final int PROTOCOL_ERROR = 1002;

	/** Text or bytes of which nothing can be made here. */
	public static final int UNSUPPORTED_DATA = 1003;

	/** Never on the wire: the Close frame had no code. */
	public static final int NO_CODE = 1005;

	/** Never on the wire: the connection went without a Close frame. */
	public static final int ABNORMAL = 1006;

	/** A message is not what it says, as text that is not UTF-8. */
	public static final int INVALID_DATA = 1007;

	/** A message is against what the application allows. */
	public static final int POLICY_VIOLATION = 1008;

	/** A message is too big. */
	public static final int TOO_BIG = 1009;

	/** The server has failed. */
	public static final int INTERNAL_ERROR = 1011;

	/** The server has not the means now: come again later. */
	public static final int TRY_AGAIN_LATER = 1013;

	private static final int FIRST_OF_LIBRARIES = 3000;

	private static final int LAST_OF_APPLICATIONS = 4999;

	private CloseCode() {
	}

	/**
	 * Whether a Close frame may carry it: what IANA has registered, but for the three
	 * that stand for what was not said, and what is free for all.
	 */
	static boolean isLegal(int code) {
		if (code >= FIRST_OF_LIBRARIES) {
			return code <= LAST_OF_APPLICATIONS;
		}
		return (code >= NORMAL && code <= UNSUPPORTED_DATA) || (code >= INVALID_DATA && code <= 1014);
	}

}
