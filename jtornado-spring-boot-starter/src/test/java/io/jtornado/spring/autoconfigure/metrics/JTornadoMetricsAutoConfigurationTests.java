package io.jtornado.spring.autoconfigure.metrics;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.spring.autoconfigure.JTornadoAutoConfiguration;
import io.jtornado.spring.metrics.JTornadoMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class JTornadoMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JTornadoAutoConfiguration.class, MetricsAutoConfiguration.class,
				JTornadoMetricsAutoConfiguration.class))
		.withPropertyValues("jtornado.port=0", "jtornado.loops=1");

	@Test
	void measuresServerAndLoops() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);

			assertThat(registry.get("jtornado.connections.active").tag("listener", "http").gauge().value()).isZero();
			assertThat(registry.get("jtornado.ioloop.busy").tag("loop", "ioloop-0").gauge().value()).isBetween(0.0,
					1.0);
		});
	}

	@Test
	void doesNothingWithoutARegistry() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(HTTPServer.class)
			.doesNotHaveBean(JTornadoMetrics.class));
	}

	@Test
	void doesNothingWithoutAServer() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("jtornado.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JTornadoMetrics.class));
	}

	@Test
	void doesNothingWithoutMicrometer() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(JTornadoAutoConfiguration.class, JTornadoMetricsAutoConfiguration.class))
			.withPropertyValues("jtornado.port=0")
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(HTTPServer.class));
	}

	@Test
	void backsOffBeforeTheUsersOwn() {
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean("mine", JTornadoMetrics.class, () -> new JTornadoMetrics(Tags.of("team", "ducks")))
			.run((context) -> {
				assertThat(context.getBeanNamesForType(JTornadoMetrics.class)).containsExactly("mine");
				assertThat(context.getBean(MeterRegistry.class)
					.get("jtornado.connections.active")
					.tags("listener", "http", "team", "ducks")
					.gauge()).isNotNull();
			});
	}

}
