package io.jtornado.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * The port of the main listener, as far as properties say it.
 * <p>
 * <b>Threading:</b> stateless.
 */
public final class MainPort {

	private static final int DEFAULT = 8888;

	private MainPort() {
	}

	/**
	 * Returns the port.
	 * @param own {@code jtornado.port}, null if it is not set
	 * @param boots {@code server.port}, null if it is not set or another server's
	 * @param unixSocket whether there is a socket to listen on instead
	 * @return a port, 0 for any free one, -1 for no server at all; null for none
	 */
	public static @Nullable Integer of(@Nullable Integer own, @Nullable Integer boots, boolean unixSocket) {
		Integer port = (own != null) ? own : boots;
		return (port == null && !unixSocket) ? Integer.valueOf(DEFAULT) : port;
	}

}
