package io.jtornado.spring.autoconfigure.actuate;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.jtornado.spring.actuate.ActuatorEndpoints;
import io.jtornado.spring.actuate.EndpointJson;
import io.jtornado.spring.autoconfigure.JTornadoAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.management.ThreadDumpEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;

class JTornadoActuatorAutoConfigurationTests {

	private static final String V3 = "application/vnd.spring-boot.actuator.v3+json";

	private final ApplicationContextRunner runner = ActuatorRunner.withEverything();

	@Test
	void linksToEveryEndpoint() {
		this.runner.run((context) -> {
			Calls calls = Calls.to(context);

			HttpResponse<String> response = calls.get("/actuator");

			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("Content-Type")).hasValue(V3);
			assertThat(response.body()).contains("\"self\":{\"href\":\"" + calls.base() + "/actuator\"")
				.contains(
						"\"health-path\":{\"href\":\"" + calls.base() + "/actuator/health/{*path}\",\"templated\":true")
				.contains("/actuator/metrics/{requiredMetricName}");
		});
	}

	@Test
	void linksToWhereTheClientAskedBehindAProxy() {
		this.runner.withPropertyValues("jtornado.xheaders=true", "jtornado.trusted-downstream=127.0.0.1")
			.run((context) -> assertThat(Calls.to(context)
				.get("/actuator", "Forwarded", "for=192.0.2.7;proto=https;host=example.org", "X-Forwarded-Prefix",
						"/app")
				.body()).contains("\"https://example.org/app/actuator/health\""));
	}

	@Test
	void linksToNothingWithoutDiscovery() {
		this.runner.withPropertyValues("management.endpoints.web.discovery.enabled=false").run((context) -> {
			assertThat(Calls.to(context).get("/actuator").statusCode()).isEqualTo(404);
			assertThat(Calls.to(context).get("/actuator/health").statusCode()).isEqualTo(200);
		});
	}

	@Test
	void answersTheMetersOfTheEngine() {
		this.runner.run((context) -> {
			HttpResponse<String> response = Calls.to(context).get("/actuator/metrics/jtornado.connections.active");

			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).contains("\"baseUnit\":\"connections\"").contains("\"value\":1.0");
		});
	}

	@Test
	void answersPrometheusInItsOwnFormat() {
		this.runner.run((context) -> {
			HttpResponse<String> response = Calls.to(context).get("/actuator/prometheus");

			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
			assertThat(response.body()).contains("jtornado_connections_active_connections{listener=\"http\"} 1.0");

			HttpResponse<String> openMetrics = Calls.to(context)
				.get("/actuator/prometheus", "Accept", "application/openmetrics-text;version=1.0.0;q=1,*/*;q=0.1");

			assertThat(openMetrics.headers().firstValue("Content-Type").orElseThrow())
				.startsWith("application/openmetrics-text");
		});
	}

	@Test
	void choosesTheThreadDumpByAccept() {
		this.runner.run((context) -> {
			HttpResponse<String> json = Calls.to(context).get("/actuator/threaddump");
			HttpResponse<String> text = Calls.to(context).get("/actuator/threaddump", "Accept", "text/plain");

			assertThat(json.headers().firstValue("Content-Type")).hasValue(V3);
			assertThat(json.body()).startsWith("{\"threads\":[");
			assertThat(text.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
			assertThat(text.body()).contains("Full thread dump");
		});
	}

	@Test
	void readsAndWritesLoggers() {
		this.runner.run((context) -> {
			Calls calls = Calls.to(context);

			HttpResponse<String> written = calls.send("POST", "/actuator/loggers/io.jtornado.test",
					"{\"configuredLevel\":\"debug\"}", "Content-Type", "application/json");

			assertThat(written.statusCode()).isEqualTo(204);
			assertThat(written.body()).isEmpty();
			assertThat(calls.get("/actuator/loggers/io.jtornado.test").body())
				.contains("\"configuredLevel\":\"DEBUG\"");
		});
	}

	@Test
	void refusesABodyItCannotRead() {
		this.runner.run((context) -> {
			Calls calls = Calls.to(context);
			String path = "/actuator/loggers/io.jtornado.test";

			assertThat(calls.send("POST", path, "{", "Content-Type", "application/json").statusCode()).isEqualTo(400);
			assertThat(calls.send("POST", path, "[]", "Content-Type", "application/json").statusCode()).isEqualTo(400);
			assertThat(calls.send("POST", path, "null", "Content-Type", "application/json").statusCode())
				.isEqualTo(400);
			assertThat(calls.send("POST", path, "{\"configuredLevel\":\"loud\"}", "Content-Type", "application/json")
				.statusCode()).isEqualTo(400);
			assertThat(calls.send("POST", path, "<a/>", "Content-Type", "application/xml").statusCode()).isEqualTo(415);
			assertThat(calls.send("POST", path, "{}", "Content-Type", "nonsense").statusCode()).isEqualTo(415);
		});
	}

	@Test
	void refusesWhatTheClientDoesNotAccept() {
		this.runner.run((context) -> {
			assertThat(Calls.to(context).get("/actuator/health", "Accept", "image/png").statusCode()).isEqualTo(406);
			assertThat(Calls.to(context).get("/actuator/health", "Accept", "nonsense").statusCode()).isEqualTo(406);
		});
	}

	@Test
	void findsNothingAtAnotherPath() {
		this.runner.run((context) -> {
			Calls calls = Calls.to(context);

			assertThat(Stream.of("/actuator/", "/actuator/none", "/actuator/metrics/none", "/actuators",
					"/actuator/health/none", "/actuator/metrics/a/b", "/health"))
				.allSatisfy((path) -> assertThat(calls.get(path).statusCode()).isEqualTo(404));
		});
	}

	@Test
	void saysWhichMethodsAPathHas() {
		this.runner.run((context) -> {
			HttpResponse<String> refused = Calls.to(context).send("DELETE", "/actuator/loggers/ROOT", null);
			HttpResponse<String> options = Calls.to(context).send("OPTIONS", "/actuator/loggers/ROOT", null);
			HttpResponse<String> head = Calls.to(context).send("HEAD", "/actuator/health", null);

			assertThat(refused.statusCode()).isEqualTo(405);
			assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS, POST");
			assertThat(options.statusCode()).isEqualTo(204);
			assertThat(options.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS, POST");
			assertThat(head.statusCode()).isEqualTo(200);
			assertThat(head.headers().firstValue("Content-Type")).hasValue(V3);
			assertThat(head.body()).isEmpty();
		});
	}

	@Test
	void exposesOnlyHealthByDefault() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=health").run((context) -> {
			assertThat(Calls.to(context).get("/actuator/health").statusCode()).isEqualTo(200);
			assertThat(Calls.to(context).get("/actuator/env").statusCode()).isEqualTo(404);
		});
	}

	@Test
	void respectsExclusionAndAccess() {
		this.runner
			.withPropertyValues("management.endpoints.web.exposure.exclude=env",
					"management.endpoint.metrics.access=none", "management.endpoint.loggers.access=read-only")
			.run((context) -> {
				Calls calls = Calls.to(context);

				assertThat(calls.get("/actuator/env").statusCode()).isEqualTo(404);
				assertThat(calls.get("/actuator/metrics").statusCode()).isEqualTo(404);
				assertThat(calls.get("/actuator/loggers/ROOT").statusCode()).isEqualTo(200);
				assertThat(calls
					.send("POST", "/actuator/loggers/ROOT", "{\"configuredLevel\":\"debug\"}", "Content-Type",
							"application/json")
					.statusCode()).isEqualTo(405);
			});
	}

	@Test
	void mapsPaths() {
		this.runner
			.withPropertyValues("management.endpoints.web.base-path=/manage.it",
					"management.endpoints.web.path-mapping.health=how-are-you")
			.run((context) -> {
				assertThat(Calls.to(context).get("/manage.it/how-are-you").statusCode()).isEqualTo(200);
				assertThat(Calls.to(context).get("/manageXit/how-are-you").statusCode()).isEqualTo(404);
				assertThat(Calls.to(context).get("/manage.it/health").statusCode()).isEqualTo(404);
				assertThat(Calls.to(context).get("/actuator/health").statusCode()).isEqualTo(404);
			});
	}

	@Test
	void leavesTheRestOfTheRootToTheApplication() {
		this.runner.withPropertyValues("management.endpoints.web.base-path=/").run((context) -> {
			assertThat(Calls.to(context).get("/health").statusCode()).isEqualTo(200);
			assertThat(Calls.to(context).get("/metrics/jvm.memory.used").statusCode()).isEqualTo(200);
			assertThat(Calls.to(context).get("/").statusCode()).isEqualTo(404);
		});
	}

	@Test
	void failsIfAnEndpointWouldTakeTheWholeRoot() {
		this.runner
			.withPropertyValues("management.endpoints.web.base-path=/", "management.endpoints.web.path-mapping.info=/")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("mapped to '/'"));
	}

	@Test
	void callsEndpointsOfTheUser() {
		this.runner.withBean(Ducks.class).run((context) -> {
			Calls calls = Calls.to(context);

			assertThat(calls.get("/actuator/ducks/a%20b").body()).isEqualTo("{\"name\":\"a b\",\"tags\":[]}");
			assertThat(calls.get("/actuator/ducks/x?tags=1&tags=2").body())
				.isEqualTo("{\"name\":\"x\",\"tags\":[\"1\",\"2\"]}");
			assertThat(
					calls.send("POST", "/actuator/ducks", "{\"count\":3}", "Content-Type", "application/json").body())
				.isEqualTo("quack quack quack ");
			assertThat(calls.send("POST", "/actuator/ducks", null).statusCode()).isEqualTo(400);
			assertThat(calls.send("DELETE", "/actuator/ducks/x", null).statusCode()).isEqualTo(204);
			assertThat(calls.send("DELETE", "/actuator/ducks/bad", null).statusCode()).isEqualTo(400);
			assertThat(calls.send("DELETE", "/actuator/ducks/late", null).statusCode()).isEqualTo(500);
			assertThat(calls.get("/actuator/ducks/x?tags=%FF").statusCode()).isEqualTo(400);
		});
	}

	@Test
	void waitsForReactiveResults() {
		this.runner.withBean(River.class).run((context) -> {
			Calls calls = Calls.to(context);

			assertThat(calls.get("/actuator/river").body()).isEqualTo("[\"a\",\"b\"]");
			assertThat(calls.get("/actuator/river/x").body()).isEqualTo("x");
			assertThat(calls.get("/actuator/river/dry").statusCode()).isEqualTo(404);
			assertThat(calls.send("DELETE", "/actuator/river", null).statusCode()).isEqualTo(202);
		});
	}

	@Test
	void streamsAResource() {
		this.runner.withBean(Lake.class).run((context) -> {
			Calls calls = Calls.to(context);

			HttpResponse<String> whole = calls.get("/actuator/lake");
			HttpResponse<String> part = calls.get("/actuator/lake", "Range", "bytes=-5");
			HttpResponse<String> head = calls.send("HEAD", "/actuator/lake", null);

			assertThat(whole.statusCode()).isEqualTo(200);
			assertThat(whole.body()).hasSize(1_000_000).endsWith("drops");
			assertThat(whole.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
			assertThat(whole.headers().firstValue("Content-Length")).hasValue("1000000");
			assertThat(part.statusCode()).isEqualTo(206);
			assertThat(part.body()).isEqualTo("drops");
			assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 999995-999999/1000000");
			assertThat(head.statusCode()).isEqualTo(200);
			assertThat(head.headers().firstValue("Content-Length")).hasValue("1000000");
			assertThat(calls.get("/actuator/health").statusCode()).isEqualTo(200);
		});
	}

	@Test
	void sendsAPartToGetAlone() {
		this.runner.withBean(Lake.class).run((context) -> {
			Calls calls = Calls.to(context);

			HttpResponse<String> head = calls.send("HEAD", "/actuator/lake", null, "Range", "bytes=-5");
			HttpResponse<String> post = calls.send("POST", "/actuator/lake", null, "Range", "bytes=-5");

			assertThat(head.statusCode()).isEqualTo(200);
			assertThat(head.headers().firstValue("Content-Length")).hasValue("1000000");
			assertThat(post.statusCode()).isEqualTo(200);
			assertThat(post.body()).hasSize(1_000_000);
		});
	}

	@Test
	void streamsAResourceThatCanBeReadOnlyOnce() {
		this.runner.withBean(Marsh.class).run((context) -> {
			HttpResponse<String> answer = Calls.to(context).get("/actuator/marsh");

			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo("reeds");
		});
	}

	@Test
	void findsAnOperationBehindAMoreSpecificPathOfOtherMethods() {
		this.runner.withBean(Marsh.class).run((context) -> {
			Calls calls = Calls.to(context);

			assertThat(calls.get("/actuator/marsh/a").body()).isEqualTo("a");
			assertThat(calls.get("/actuator/marsh/a/b").body()).isEqualTo("a+b");
			assertThat(calls.send("DELETE", "/actuator/marsh/a", null).statusCode()).isEqualTo(204);
			assertThat(calls.send("POST", "/actuator/marsh/a", null).statusCode()).isEqualTo(405);
		});
	}

	@Test
	void writesAHeapDump() {
		this.runner.withPropertyValues("management.endpoint.heapdump.access=unrestricted")
			.run((context) -> assertThat(Calls.to(context).send("HEAD", "/actuator/heapdump", null).statusCode())
				.isEqualTo(200));
	}

	@Test
	void answersTextWithoutAJsonLibrary() {
		ActuatorRunner
			.with(JTornadoAutoConfiguration.class, EndpointAutoConfiguration.class, InfoEndpointAutoConfiguration.class,
					ThreadDumpEndpointAutoConfiguration.class)
			.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.run((context) -> {
				assertThat(context.getBean(EndpointJson.class)).isSameAs(EndpointJson.NONE);
				assertThat(Calls.to(context).get("/actuator/threaddump", "Accept", "text/plain").statusCode())
					.isEqualTo(200);
				assertThat(Calls.to(context).get("/actuator/info").statusCode()).isEqualTo(501);
			});
	}

	@Test
	void startsWithoutActuator() {
		ActuatorRunner.with(JTornadoAutoConfiguration.class)
			.withClassLoader(
					new FilteredClassLoader("org.springframework.boot.actuate", "org.springframework.boot.health"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(ActuatorEndpoints.class);
				assertThat(Calls.to(context).get("/actuator").statusCode()).isEqualTo(404);
			});
	}

	@Test
	void startsWithoutMicrometer() {
		ActuatorRunner
			.with(JTornadoAutoConfiguration.class, EndpointAutoConfiguration.class, InfoEndpointAutoConfiguration.class)
			.withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.micrometer"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(Calls.to(context).get("/actuator/info").statusCode()).isEqualTo(200);
			});
	}

	@Test
	void leavesActuatorToAnotherWebStack() {
		new WebApplicationContextRunner().withUserConfiguration(ActuatorRunner.WholeApplication.class)
			.withPropertyValues("jtornado.port=0")
			.run((context) -> assertThat(context).doesNotHaveBean(ActuatorEndpoints.class));
	}

	@Test
	void startsLazily() {
		this.runner.withPropertyValues("spring.main.lazy-initialization=true")
			.run((context) -> assertThat(Calls.to(context).get("/actuator/health").statusCode()).isEqualTo(200));
	}

	@Endpoint(id = "ducks")
	static class Ducks {

		@ReadOperation
		Map<String, Object> duck(@Selector String name, @Nullable List<String> tags) {
			return new TreeMap<>(Map.of("name", name, "tags", (tags == null) ? List.of() : tags));
		}

		@WriteOperation
		String quack(int count) {
			return "quack ".repeat(count);
		}

		@DeleteOperation
		void shoo(@Selector String name) {
			if (name.equals("bad")) {
				throw new InvalidEndpointRequestException("bad", "A bad duck");
			}
			if (name.equals("late")) {
				throw new IllegalStateException("Too late");
			}
		}

	}

	@Endpoint(id = "lake")
	static class Lake {

		@ReadOperation
		WebEndpointResponse<Resource> drops() {
			byte[] drops = ("~".repeat(999_995) + "drops").getBytes(StandardCharsets.US_ASCII);
			return new WebEndpointResponse<>(new ByteArrayResource(drops));
		}

		@WriteOperation
		WebEndpointResponse<Resource> rain() {
			return drops();
		}

	}

	@Endpoint(id = "marsh")
	static class Marsh {

		@ReadOperation
		Resource reeds() {
			return new InputStreamResource(new ByteArrayInputStream("reeds".getBytes(StandardCharsets.US_ASCII)));
		}

		@ReadOperation
		String birds(@Selector(match = Selector.Match.ALL_REMAINING) String... names) {
			return String.join("+", names);
		}

		@DeleteOperation
		void shoo(@Selector String name) {
		}

	}

	@Endpoint(id = "river")
	static class River {

		@ReadOperation
		Flux<String> flow() {
			return Flux.just("a", "b");
		}

		@ReadOperation
		Mono<String> drop(@Selector String name) {
			return name.equals("dry") ? Mono.empty() : Mono.just(name);
		}

		@DeleteOperation
		Mono<WebEndpointResponse<Void>> drain() {
			return Mono.just(new WebEndpointResponse<>(202));
		}

	}

}
