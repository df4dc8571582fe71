package io.jtornado.spring.autoconfigure;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.spring.JTornadoApplicationContext;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.util.StringUtils;

/**
 * Where each listener listens.
 */
final class ListenAddresses {

	private static final int NO_SERVER = -1;

	private final JTornadoProperties properties;

	private final @Nullable Integer mainPort;

	ListenAddresses(JTornadoProperties properties, ApplicationContext context) {
		this.properties = properties;
		this.mainPort = mainPort(properties, context);
	}

	private static @Nullable Integer mainPort(JTornadoProperties properties, ApplicationContext context) {
		Integer boots = JTornadoApplicationContext.isOnlyServerOf(context)
				? context.getEnvironment().getProperty("server.port", Integer.class) : null;
		return MainPort.of(properties.getPort(), boots, hasSocket(properties));
	}

	/**
	 * Returns the addresses of the main listener; none if no server is wanted.
	 */
	List<SocketAddress> ofMain() {
		return of(this.properties, this.mainPort);
	}

	/**
	 * Returns the addresses of a further listener; none if no server is wanted.
	 */
	List<SocketAddress> of(JTornadoProperties.Listener listener) {
		return of(listener, listener.getPort());
	}

	private List<SocketAddress> of(ListenerProperties settings, @Nullable Integer port) {
		List<SocketAddress> addresses = new ArrayList<>();
		if (this.mainPort != null && this.mainPort == NO_SERVER) {
			return addresses;
		}
		InetAddress address = settings.getAddress();
		if (port != null) {
			addresses.add(new InetSocketAddress((address != null) ? address : this.properties.getAddress(), port));
		}
		if (hasSocket(settings)) {
			addresses.add(UnixDomainSocketAddress.of(settings.getUnixSocket()));
		}
		return addresses;
	}

	private static boolean hasSocket(ListenerProperties settings) {
		return StringUtils.hasText(settings.getUnixSocket());
	}

}
