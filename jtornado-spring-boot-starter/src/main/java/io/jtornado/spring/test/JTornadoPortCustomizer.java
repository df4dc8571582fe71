package io.jtornado.spring.test;

import java.util.Map;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Sets {@code jtornado.port} for a test. A record, because contexts are cached by their
 * customizers.
 *
 * @param port the port, 0 for a free one, -1 for no server
 */
record JTornadoPortCustomizer(int port) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("jtornadoTestPort", Map.of("jtornado.port", this.port)));
	}

}
