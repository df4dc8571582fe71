package io.jtornado.spring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.stream.Collectors;

import io.jtornado.httpserver.HTTPServer;

import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerException;

/**
 * A server and where it listens.
 * <p>
 * <em>Threading</em>: immutable, but for the server.
 *
 * @param server the server, which has a name
 * @param addresses the addresses; none: it never listens
 */
public record JTornadoListener(HTTPServer server, List<SocketAddress> addresses) {

	public JTornadoListener {
		addresses = List.copyOf(addresses);
	}

	/**
	 * What the listener is called in metrics, logs and properties.
	 * @return its name
	 */
	public String name() {
		return this.server.name();
	}

	/**
	 * The port that is listened on.
	 * @return the port; -1 if there is none
	 */
	public int port() {
		for (SocketAddress address : this.server.addresses()) {
			if (address instanceof InetSocketAddress inet) {
				return inet.getPort();
			}
		}
		return -1;
	}

	void bind() {
		for (SocketAddress address : this.addresses) {
			try {
				this.server.bind(address);
			}
			catch (IOException | RuntimeException ex) {
				PortInUseException.ifPortBindingException(ex, (cause) -> throwIfPort(address, cause));
				throw new WebServerException("Listener '" + name() + "' cannot listen on " + address, ex);
			}
		}
	}

	private void throwIfPort(SocketAddress address, Exception cause) {
		if (address instanceof InetSocketAddress inet) {
			throw new ListenerInUseException(name(), inet.getPort(), cause);
		}
	}

	String describe() {
		return this.server.addresses().stream().map(this::describe).collect(Collectors.joining(", "));
	}

	private String describe(SocketAddress address) {
		String place = (address instanceof InetSocketAddress inet) ? "port " + inet.getPort() : "socket " + address;
		return place + " (" + name() + ")";
	}

}
