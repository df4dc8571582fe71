package io.jtornado.spring.autoconfigure.metrics;

import io.jtornado.spring.metrics.JTornadoMetrics;
import io.jtornado.spring.metrics.JTornadoServerRequestObservationConvention;
import io.jtornado.spring.metrics.RequestObservations;
import io.jtornado.spring.metrics.RequestTimers;
import io.jtornado.web.RequestObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler.IgnoredMeters;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.MaximumAllowableTagsMeterFilter;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * {@code http.server.requests} where Boot's metrics are present: chooses between timers
 * and observations, and bounds the number of patterns.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ MeterRegistry.class, MetricsProperties.class })
@ConditionalOnBean(MeterRegistry.class)
@EnableConfigurationProperties(MetricsProperties.class)
class RequestTimersConfiguration {

	private final ObservationProperties observations;

	private final MetricsProperties metrics;

	RequestTimersConfiguration(ObservationProperties observations, MetricsProperties metrics) {
		this.observations = observations;
		this.metrics = metrics;
	}

	@Bean
	@ConditionalOnMissingBean
	RequestObserver jtornadoRequestTimers(ConfigurableListableBeanFactory beanFactory, MeterRegistry meters,
			ObservationRegistry registry, ObjectProvider<JTornadoServerRequestObservationConvention> convention) {
		if (new ObservationBeans(beanFactory, this.observations).areMetersOnly(registry)) {
			return new RequestTimers(meters, name());
		}
		return new RequestObservations(registry, name(), convention.getIfAvailable());
	}

	/**
	 * What a long task timer would say, from a counter that the engine keeps anyway.
	 */
	@Bean
	MeterBinder jtornadoActiveRequests(ObjectProvider<RequestObserver> observer,
			ObjectProvider<JTornadoMetrics> servers) {
		boolean wanted = observer.getIfUnique() instanceof RequestTimers
				&& !this.metrics.getObservations().getIgnoredMeters().contains(IgnoredMeters.LONG_TASK_TIMER);
		return (registry) -> {
			if (wanted) {
				servers.ifAvailable((metrics) -> bindActiveRequests(registry, metrics));
			}
		};
	}

	private void bindActiveRequests(MeterRegistry registry, JTornadoMetrics servers) {
		Gauge.builder(name() + ".active", servers, JTornadoMetrics::requestsActive)
			.description("Requests that have not been answered yet")
			.baseUnit("requests")
			.register(registry);
	}

	@Bean
	@Order(0)
	@ConditionalOnMissingBean(name = "metricsHttpServerUriTagFilter")
	MaximumAllowableTagsMeterFilter jtornadoUriTagFilter() {
		return new MaximumAllowableTagsMeterFilter(name(), "uri", this.metrics.getWeb().getServer().getMaxUriTags());
	}

	private String name() {
		return this.observations.getHttp().getServer().getRequests().getName();
	}

}
