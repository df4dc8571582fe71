package io.jtornado.spring.autoconfigure.metrics;

import java.util.stream.Stream;

import io.jtornado.spring.autoconfigure.actuate.ActuatorRunner;
import io.jtornado.spring.autoconfigure.actuate.Calls;
import io.jtornado.spring.metrics.DefaultJTornadoServerRequestObservationConvention;
import io.jtornado.spring.metrics.JTornadoServerRequestObservationContext;
import io.jtornado.spring.metrics.RequestObservations;
import io.jtornado.spring.metrics.RequestTimers;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestObserver;
import io.jtornado.web.URLSpec;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationTextPublisher;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class JTornadoObservationAutoConfigurationTests {

	private final ApplicationContextRunner runner = ActuatorRunner.withEverything()
		.withBean("hello", URLSpec.class, () -> URLSpec.url("/hello/{name}", HelloHandler.class));

	@Test
	void usesTimersWhileOnlyMetersLook() {
		this.runner.run((context) -> {
			assertThat(context.getBean(RequestObserver.class)).isInstanceOf(RequestTimers.class);
			Calls.to(context).get("/hello/one");
			Calls.to(context).get("/hello/two");

			await().until(() -> count(context, "http.server.requests", "/hello/{name}") == 2);
			assertThat(context.getBean(MeterRegistry.class).get("http.server.requests.active").gauge()).isNotNull();
		});
	}

	@ParameterizedTest
	@MethodSource("lookers")
	void usesObservationsAsSoonAsSomebodyElseLooks(Class<?> looker) {
		this.runner.withUserConfiguration(looker).run((context) -> {
			assertThat(context.getBean(RequestObserver.class)).isInstanceOf(RequestObservations.class);
			assertThat(context.getBean(MeterRegistry.class).find("http.server.requests.active").gauge()).isNull();
			Calls.to(context).get("/hello/one");
		});
	}

	static Stream<Class<?>> lookers() {
		return Stream.of(Handler.class, Predicate.class, Filter.class, GlobalConvention.class, Convention.class,
				Customizer.class, OwnRegistry.class);
	}

	@Test
	void usesObservationsIfPropertiesChangeThem() {
		this.runner.withPropertyValues("management.observations.key-values.region=north").run((context) -> {
			Calls.to(context).get("/hello/one");

			await().until(() -> count(context, "http.server.requests", "/hello/{name}") == 1);
			assertThat(context.getBean(MeterRegistry.class)
				.get("http.server.requests")
				.tag("region", "north")
				.timer()
				.count()).isEqualTo(1);
		});
	}

	@Test
	void recordsNothingIfObservationsAreDisabled() {
		this.runner.withPropertyValues("management.observations.enable.http=false").run((context) -> {
			assertThat(Calls.to(context).get("/hello/one").body()).isEqualTo("hello one");
			assertThat(context.getBean(MeterRegistry.class).find("http.server.requests").timer()).isNull();
		});
	}

	@Test
	void observesWithTheUsersRegistry() {
		this.runner.withBean(TestObservationRegistry.class, TestObservationRegistry::create).run((context) -> {
			Calls.to(context).get("/hello/one");

			TestObservationRegistry registry = context.getBean(TestObservationRegistry.class);
			await().untilAsserted(() -> TestObservationRegistryAssert.assertThat(registry)
				.hasObservationWithNameEqualTo("http.server.requests")
				.that()
				.hasContextualNameEqualTo("http get /hello/{name}")
				.hasLowCardinalityKeyValue("method", "GET")
				.hasLowCardinalityKeyValue("uri", "/hello/{name}")
				.hasLowCardinalityKeyValue("status", "200")
				.hasLowCardinalityKeyValue("outcome", "SUCCESS")
				.hasLowCardinalityKeyValue("exception", "none")
				.hasHighCardinalityKeyValue("http.url", "/hello/one")
				.hasBeenStarted()
				.hasBeenStopped());
		});
	}

	@Test
	void takesTheNameFromTheProperties() {
		this.runner.withPropertyValues("management.observations.http.server.requests.name=web.calls").run((context) -> {
			Calls.to(context).get("/hello/one");

			await().until(() -> count(context, "web.calls", "/hello/{name}") == 1);
			assertThat(context.getBean(MeterRegistry.class).get("web.calls.active").gauge()).isNotNull();
		});
	}

	@Test
	void boundsTheNumberOfPatterns() {
		this.runner.withPropertyValues("management.metrics.web.server.max-uri-tags=1")
			.withBean("bye", URLSpec.class, () -> URLSpec.url("/bye/{name}", HelloHandler.class))
			.run((context) -> {
				Calls.to(context).get("/hello/one");
				await().until(() -> count(context, "http.server.requests", "/hello/{name}") == 1);
				Calls.to(context).get("/bye/one");
				Calls.to(context).get("/hello/two");

				await().until(() -> count(context, "http.server.requests", "/hello/{name}") == 2);
				assertThat(count(context, "http.server.requests", "/bye/{name}")).isZero();
			});
	}

	@Test
	void tagsEndpointsByTheirOwnPatterns() {
		this.runner.run((context) -> {
			Calls.to(context).get("/actuator/metrics/jvm.memory.used");
			Calls.to(context).get("/actuator/health/liveness");
			Calls.to(context).get("/actuator/none");

			await().until(() -> count(context, "http.server.requests", "/actuator/metrics/{requiredMetricName}") == 1);
			await().until(() -> count(context, "http.server.requests", "/actuator/health/**") == 1);
			await().until(() -> count(context, "http.server.requests", "NOT_FOUND") == 1);
		});
	}

	@Test
	void ignoresActiveRequestsIfToldTo() {
		this.runner.withPropertyValues("management.metrics.observations.ignored-meters=long-task-timer")
			.run((context) -> assertThat(
					context.getBean(MeterRegistry.class).find("http.server.requests.active").gauge())
				.isNull());
	}

	@Test
	void backsOffBeforeTheUsersOwn() {
		RequestObserver mine = new RequestObserver() {
		};
		this.runner.withBean("mine", RequestObserver.class, () -> mine)
			.run((context) -> assertThat(context.getBean(RequestObserver.class)).isSameAs(mine));
	}

	private static long count(ApplicationContext context, String name, String uri) {
		return context.getBean(MeterRegistry.class)
			.find(name)
			.tag("uri", uri)
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	static class HelloHandler extends RequestHandler {

		String get(String name) {
			return "hello " + name;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Handler {

		@Bean
		ObservationHandler<Observation.Context> handler() {
			return new ObservationTextPublisher((text) -> {
				// Nobody reads it.
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Predicate {

		@Bean
		ObservationPredicate predicate() {
			return (name, context) -> true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Filter {

		@Bean
		ObservationFilter filter() {
			return (context) -> context;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class GlobalConvention {

		@Bean
		GlobalObservationConvention<JTornadoServerRequestObservationContext> convention() {
			return new GlobalObservationConvention<>() {

				@Override
				public boolean supportsContext(Observation.Context context) {
					return context instanceof JTornadoServerRequestObservationContext;
				}

				@Override
				public String getName() {
					return "global";
				}

				@Override
				public KeyValues getLowCardinalityKeyValues(JTornadoServerRequestObservationContext context) {
					return KeyValues.of("global", "yes");
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Convention {

		@Bean
		DefaultJTornadoServerRequestObservationConvention convention() {
			return new DefaultJTornadoServerRequestObservationConvention("mine");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizer {

		@Bean
		ObservationRegistryCustomizer<ObservationRegistry> customizer() {
			return (registry) -> {
				// Anything could be added here.
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRegistry {

		@Bean
		ObservationRegistry registry() {
			return ObservationRegistry.create();
		}

	}

}
