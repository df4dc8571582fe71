package io.jtornado.spring.autoconfigure.actuate;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Lets {@code local.management.port} be asked for also where the endpoints share the main
 * listener, as in Boot's own web stacks.
 */
final class LocalManagementPort implements SmartInitializingSingleton {

	private static final String NAME = "local.management.port";

	private final ConfigurableEnvironment environment;

	LocalManagementPort(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (ManagementPort.of(this.environment) == ManagementPort.SAME) {
			this.environment.getPropertySources().addLast(new Alias(this.environment));
		}
	}

	/**
	 * Has no source that Boot could see: it would look for properties in an environment
	 * that is the source of one of its own sources for ever.
	 */
	private static final class Alias extends EnumerablePropertySource<Object> {

		private final ConfigurableEnvironment environment;

		Alias(ConfigurableEnvironment environment) {
			super("jtornadoManagementPort");
			this.environment = environment;
		}

		@Override
		public String[] getPropertyNames() {
			return new String[] { NAME };
		}

		@Override
		public @Nullable Object getProperty(String name) {
			return NAME.equals(name) ? this.environment.getProperty("local.jtornado.port") : null;
		}

	}

}
