package io.jtornado.spring.autoconfigure.actuate;

import io.jtornado.spring.autoconfigure.metrics.JTornadoMetricsAutoConfiguration;
import io.jtornado.spring.autoconfigure.metrics.JTornadoObservationAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Whole applications with everything that is on the class path, on a free port.
 */
public final class ActuatorRunner {

	private ActuatorRunner() {
	}

	public static ApplicationContextRunner withEverything() {
		return runner().withUserConfiguration(WholeApplication.class);
	}

	/**
	 * Returns a runner for applications with the engine and a few other
	 * auto-configurations, for class paths that lack what the rest needs.
	 */
	public static ApplicationContextRunner with(Class<?>... autoConfigurations) {
		return runner().withConfiguration(AutoConfigurations.of(autoConfigurations))
			.withConfiguration(AutoConfigurations.of(JTornadoMetricsAutoConfiguration.class,
					JTornadoObservationAutoConfiguration.class, JTornadoActuatorAutoConfiguration.class,
					JTornadoHealthEndpointAutoConfiguration.class));
	}

	private static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withInitializer(
					(context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
			.withPropertyValues("jtornado.port=0", "management.endpoints.web.exposure.include=*",
					"management.defaults.metrics.export.enabled=true");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WholeApplication {

		@Bean
		LoggingSystem loggingSystem() {
			return LoggingSystem.get(getClass().getClassLoader());
		}

		/**
		 * Says what SpringApplication would: a runner's context is refreshed without one.
		 */
		@Bean
		ApplicationListener<ContextRefreshedEvent> availability() {
			return (event) -> {
				AvailabilityChangeEvent.publish(event.getApplicationContext(), LivenessState.CORRECT);
				AvailabilityChangeEvent.publish(event.getApplicationContext(), ReadinessState.ACCEPTING_TRAFFIC);
			};
		}

	}

}
