package io.jtornado.tcpserver;

import java.util.Locale;

/**
 * Why a connection or a request was turned away: a closed set, so that it can be the tag
 * {@code reason} of a meter.
 */
public enum RejectReason {

	/** {@code max-connections} is reached. */
	LIMIT,
	/** {@code max-buffered} is reached. */
	MEMORY;

	/**
	 * Returns the value of the meter's tag.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
