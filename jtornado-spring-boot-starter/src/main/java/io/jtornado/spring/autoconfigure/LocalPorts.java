package io.jtornado.spring.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The ports that are really listened on, as properties: where Spring Boot puts them for
 * its own servers, up to the root context.
 */
final class LocalPorts {

	private static final String PROPERTY_SOURCE = "server.ports";

	private LocalPorts() {
	}

	static void publish(ConfigurableApplicationContext context, String property, int port) {
		for (@Nullable ApplicationContext next = context; next != null; next = next.getParent()) {
			if (next instanceof ConfigurableApplicationContext configurable) {
				ports(configurable.getEnvironment().getPropertySources()).put(property, port);
			}
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
