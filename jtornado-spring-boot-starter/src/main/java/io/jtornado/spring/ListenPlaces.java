package io.jtornado.spring;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses of several listeners, each of which is to have its own. The system would
 * find that out as well, but not name the other one, and with shared ports not at all.
 */
final class ListenPlaces {

	private record Place(String listener, SocketAddress address) {
	}

	private final List<Place> taken = new ArrayList<>();

	void take(JTornadoListener listener) {
		for (SocketAddress address : listener.addresses()) {
			for (Place other : this.taken) {
				if (collide(other.address(), address)) {
					throw new ListenerFailedException(listener.name(),
							"is to listen on " + JTornadoListener.place(address) + ", and so is listener '"
									+ other.listener() + "'.",
							"Give each listener a port or unix-socket of its own.", null);
				}
			}
			this.taken.add(new Place(listener.name(), address));
		}
	}

	private static boolean collide(SocketAddress one, SocketAddress other) {
		if (one instanceof UnixDomainSocketAddress path && other instanceof UnixDomainSocketAddress otherPath) {
			return path.getPath().toAbsolutePath().normalize().equals(otherPath.getPath().toAbsolutePath().normalize());
		}
		return one instanceof InetSocketAddress inet && other instanceof InetSocketAddress otherInet
				&& collide(inet, otherInet);
	}

	private static boolean collide(InetSocketAddress one, InetSocketAddress other) {
		return one.getPort() != 0 && one.getPort() == other.getPort()
				&& (isAny(one) || isAny(other) || one.equals(other));
	}

	private static boolean isAny(InetSocketAddress address) {
		return !address.isUnresolved() && address.getAddress().isAnyLocalAddress();
	}

}
