package io.jtornado.spring.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The ports that are really listened on, as properties: where Spring Boot puts them for
 * its own servers, up to the root context.
 * <p>
 * <b>Threading:</b> called by the thread that starts the context.
 */
public final class LocalPorts {

	private static final String PROPERTY_SOURCE = "server.ports";

	private LocalPorts() {
	}

	/**
	 * Says where a server of a context listens.
	 * @param context the context, and its parents
	 * @param property the property, such as {@code local.server.port}
	 * @param port the port
	 */
	public static void publish(ConfigurableApplicationContext context, String property, int port) {
		ApplicationContext next = context;
		while (next != null) {
			if (next instanceof ConfigurableApplicationContext configurable) {
				ports(configurable.getEnvironment().getPropertySources()).put(property, port);
			}
			next = next.getParent();
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> ports(MutablePropertySources sources) {
		PropertySource<?> source = sources.get(PROPERTY_SOURCE);
		if (source == null) {
			source = new MapPropertySource(PROPERTY_SOURCE, new HashMap<>());
			sources.addFirst(source);
		}
		return (Map<String, Object>) source.getSource();
	}

}
