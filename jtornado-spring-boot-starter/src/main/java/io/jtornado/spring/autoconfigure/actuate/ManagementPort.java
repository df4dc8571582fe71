package io.jtornado.spring.autoconfigure.actuate;

import io.jtornado.spring.autoconfigure.MainPort;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Where {@code management.server.port} puts the endpoints. Boot's own ManagementPortType
 * compares with {@code server.port}; this with the port that the engine listens on.
 */
enum ManagementPort {

	/**
	 * On the main listener: not set, or the main port.
	 */
	SAME,

	/**
	 * On a listener of their own: another port, or 0 for a free one.
	 */
	OTHER,

	/**
	 * Nowhere: negative.
	 */
	NONE;

	static ManagementPort of(Environment environment) {
		Integer port = environment.getProperty("management.server.port", Integer.class);
		if (port == null) {
			return SAME;
		}
		if (port < 0) {
			return NONE;
		}
		return (port != 0 && port.equals(mainPort(environment))) ? SAME : OTHER;
	}

	private static @Nullable Integer mainPort(Environment environment) {
		return MainPort.of(environment.getProperty("jtornado.port", Integer.class),
				environment.getProperty("server.port", Integer.class),
				StringUtils.hasText(environment.getProperty("jtornado.unix-socket")));
	}

}
