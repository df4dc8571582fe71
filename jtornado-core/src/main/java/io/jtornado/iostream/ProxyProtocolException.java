package io.jtornado.iostream;

import java.io.IOException;

/**
 * A connection does not begin with a valid header of the PROXY protocol.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class ProxyProtocolException extends IOException {

	private static final long serialVersionUID = 1L;

	ProxyProtocolException(String message) {
		super(message);
	}

}
