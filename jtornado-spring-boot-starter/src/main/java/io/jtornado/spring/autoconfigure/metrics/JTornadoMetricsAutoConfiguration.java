package io.jtornado.spring.autoconfigure.metrics;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.spring.autoconfigure.JTornadoAutoConfiguration;
import io.jtornado.spring.metrics.JTornadoMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@code jtornado.*} meters where there is a MeterRegistry.
 * <p>
 * <b>Threading:</b> as every configuration class, used by the thread that starts the
 * context.
 */
@AutoConfiguration(after = JTornadoAutoConfiguration.class, afterName = {
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, HTTPServer.class })
public final class JTornadoMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	JTornadoMetrics jtornadoMetrics() {
		return new JTornadoMetrics(Tags.empty());
	}

	@Bean
	static MeasuredBeans jtornadoMeasuredBeans(ObjectProvider<JTornadoMetrics> metrics) {
		return new MeasuredBeans(metrics);
	}

}
