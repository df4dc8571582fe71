package io.jtornado.httpserver;

import io.jtornado.http.Refusal;
import io.jtornado.tcpserver.TCPServerListener;

/**
 * Observes a server; it never steers.
 * <p>
 * <b>Threading:</b> called on the loop of the connection concerned, by several loops at a
 * time; must not block. What it throws is logged.
 */
public interface HTTPServerListener extends TCPServerListener {

	/**
	 * A request was refused before it reached the callback.
	 * @param refusal why
	 */
	default void onMalformed(Refusal refusal) {
	}

	/**
	 * A connection was closed because its time was up.
	 * @param phase what it was waiting for
	 */
	default void onTimeout(TimeoutPhase phase) {
	}

}
