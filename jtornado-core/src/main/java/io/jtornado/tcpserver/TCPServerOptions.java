package io.jtornado.tcpserver;

/**
 * How a server accepts connections.
 *
 * @param backlog how many connections the system may hold until they are accepted
 * @param reusePort whether other processes may listen on the same port and share its
 * connections
 * @param maxConnections most connections at a time; those beyond are closed at once; 0:
 * no limit
 */
public record TCPServerOptions(int backlog, boolean reusePort, int maxConnections) {

	/** A backlog of 128, the port alone, 32768 connections. */
	public static final TCPServerOptions DEFAULTS = new TCPServerOptions(128, false, 32768);

	/**
	 * Checks the numbers.
	 * @throws IllegalArgumentException if one is out of its range
	 */
	public TCPServerOptions {
		if (backlog <= 0) {
			throw new IllegalArgumentException("backlog must be positive");
		}
		if (maxConnections < 0) {
			throw new IllegalArgumentException("max-connections must not be negative");
		}
	}

}
