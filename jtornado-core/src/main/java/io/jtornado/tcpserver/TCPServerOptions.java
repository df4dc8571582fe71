package io.jtornado.tcpserver;

/**
 * The settings of a {@link TCPServer}.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param backlog how many connections the system keeps until they are accepted, at least
 * 1
 * @param reusePort whether several processes may listen on the same port, where the
 * system can
 * @param maxConnections most connections at a time; those beyond are closed at once; 0:
 * no limit
 */
public record TCPServerOptions(int backlog, boolean reusePort, int maxConnections) {

	/** Everything by default. */
	public static final TCPServerOptions DEFAULTS = new TCPServerOptions(128, false, 32768);

	/**
	 * Checks the numbers.
	 * @throws IllegalArgumentException if one is out of its range
	 */
	public TCPServerOptions {
		if (backlog < 1) {
			throw new IllegalArgumentException("backlog must be at least 1, not " + backlog);
		}
		if (maxConnections < 0) {
			throw new IllegalArgumentException(
					"maxConnections must be at least 1, or 0 for no limit, not " + maxConnections);
		}
	}

	/**
	 * Returns the same but for one.
	 * @param backlog how many connections wait to be accepted
	 * @return new options
	 */
	public TCPServerOptions withBacklog(int backlog) {
		return new TCPServerOptions(backlog, this.reusePort, this.maxConnections);
	}

	/**
	 * Returns the same but for one.
	 * @param reusePort whether processes may share a port
	 * @return new options
	 */
	public TCPServerOptions withReusePort(boolean reusePort) {
		return new TCPServerOptions(this.backlog, reusePort, this.maxConnections);
	}

	/**
	 * Returns the same but for one.
	 * @param maxConnections most connections at a time; 0: no limit
	 * @return new options
	 */
	public TCPServerOptions withMaxConnections(int maxConnections) {
		return new TCPServerOptions(this.backlog, this.reusePort, maxConnections);
	}

}
