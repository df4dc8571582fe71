package io.jtornado.tcpserver;

import java.util.Locale;

/**
 * Why a connection ended: a closed set, so that it can be the tag {@code reason} of a
 * meter.
 */
public enum CloseReason {

	/** The client ended it between requests. */
	CLIENT,
	/** The server ended it with an answer, as was announced. */
	SERVER,
	/** No request came for too long. */
	IDLE,
	/** The rest of a request, or the taking of an answer, lasted too long. */
	TIMEOUT,
	/** It broke, was refused, or an answer failed half-way. */
	ERROR,
	/** The server stops. */
	SHUTDOWN;

	/**
	 * Returns the value of the meter's tag.
	 * @return the name in lower case
	 */
	public String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
