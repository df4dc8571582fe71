package io.jtornado.spring.autoconfigure.actuate;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/**
 * Whole applications with everything that is on the class path, on a free port.
 */
final class ActuatorRunner {

	private ActuatorRunner() {
	}

	static ApplicationContextRunner withEverything() {
		return new ApplicationContextRunner().withUserConfiguration(WholeApplication.class)
			.withPropertyValues("jtornado.port=0", "management.endpoints.web.exposure.include=*",
					"management.defaults.metrics.export.enabled=true");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WholeApplication {

	}

}
