package io.jtornado.iostream;

import javax.net.ssl.SSLException;

/** The peer speaks in the clear. */
final class PlaintextException extends SSLException {

	private static final long serialVersionUID = 1L;

	PlaintextException() {
		super("The peer speaks in the clear");
	}

}
