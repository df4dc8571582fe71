package io.jtornado.spring.test;

import java.util.Map;

import io.jtornado.spring.autoconfigure.JTornadoProperties;

import org.springframework.beans.factory.config.BeanPostProcessor;
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
		context.getBeanFactory().addBeanPostProcessor(new FreePorts());
	}

	/**
	 * Lets further listeners take free ports too. Not by properties: one element of a
	 * list would hide the others, with all that is set in them.
	 */
	private static final class FreePorts implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof JTornadoProperties properties) {
				properties.getListeners()
					.stream()
					.filter((listener) -> listener.getPort() != null)
					.forEach((listener) -> listener.setPort(0));
			}
			return bean;
		}

	}

}
