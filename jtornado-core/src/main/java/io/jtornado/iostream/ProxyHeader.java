package io.jtornado.iostream;

import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;

/**
 * What a proxy says of a connection before it hands its bytes on, by the
 * <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">PROXY
 * protocol</a>.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param command for whom the proxy speaks
 * @param source where the client is; null if the proxy does not say
 * @param destination what the client has connected to; null if the proxy does not say
 */
public record ProxyHeader(Command command, @Nullable SocketAddress source, @Nullable SocketAddress destination) {

	/** For whom the proxy speaks. */
	public enum Command {

		/** For itself, to see whether the server is well for example. */
		LOCAL,

		/** For a client. */
		PROXY

	}

	static final ProxyHeader LOCAL = new ProxyHeader(Command.LOCAL, null, null);

	/** A client that the proxy knows nothing of, or nothing that can be an address. */
	static final ProxyHeader UNKNOWN = new ProxyHeader(Command.PROXY, null, null);

}
