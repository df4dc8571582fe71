package io.jtornado.iostream;

import java.io.IOException;

import javax.net.ssl.SSLException;

import io.jtornado.ioloop.SafeLog;

/**
 * A handshake that will not be, though the peer has not left yet: it is given time to
 * read why, and what it still sends is thrown away, within a bound.
 */
final class SSLRefusal {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	/** Most reads of such a peer. */
	private static final int MAX_DISCARDS = 64;

	private final SSLException reason;

	private int discards;

	SSLRefusal(SSLException reason) {
		this.reason = reason;
	}

	SSLException reason() {
		return this.reason;
	}

	/**
	 * Reads and forgets, as {@link Transport#read} does; throws the reason at the end.
	 */
	int linger(SSLInflow in) throws SSLException {
		try {
			if (in.discard() && ++this.discards < MAX_DISCARDS) {
				return 0;
			}
		}
		catch (IOException ex) {
			LOGGER.debug("A peer was refused and has left", ex);
		}
		throw this.reason;
	}

}
