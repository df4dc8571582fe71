package io.jtornado.spring.autoconfigure.metrics;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.spring.metrics.JTornadoServerRequestObservationConvention;
import io.jtornado.spring.metrics.RequestObservations;
import io.jtornado.web.RequestObserver;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of {@code http.server.requests} where there is an
 * ObservationRegistry: by cached timers while nobody but meters looks at observations, by
 * real observations otherwise.
 * <p>
 * <b>Threading:</b> as every configuration class, used by the thread that starts the
 * context.
 */
@AutoConfiguration(after = JTornadoMetricsAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration",
				"org.springframework.boot.webflux.autoconfigure.WebFluxObservationAutoConfiguration" })
@ConditionalOnClass({ ObservationRegistry.class, ObservationProperties.class })
@ConditionalOnBean({ ObservationRegistry.class, HTTPServer.class })
@EnableConfigurationProperties(ObservationProperties.class)
@Import(RequestTimersConfiguration.class)
public final class JTornadoObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RequestObserver jtornadoRequestObservations(ObservationRegistry registry, ObservationProperties properties,
			ObjectProvider<JTornadoServerRequestObservationConvention> convention) {
		String name = properties.getHttp().getServer().getRequests().getName();
		return new RequestObservations(registry, name, convention.getIfAvailable());
	}

}
