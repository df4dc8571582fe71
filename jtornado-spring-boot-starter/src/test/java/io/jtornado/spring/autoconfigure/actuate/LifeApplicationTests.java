package io.jtornado.spring.autoconfigure.actuate;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestInterceptor;
import io.jtornado.web.RequestTimeout;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whole applications whose beans and properties change the way of requests.
 */
class LifeApplicationTests {

	private static final String[] PREFLIGHT = { "Origin", "https://app.example", "Access-Control-Request-Method",
			"PUT" };

	private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

	private final ApplicationContextRunner runner = ActuatorRunner.withEverything()
		.withUserConfiguration(Handlers.class);

	@Test
	void asksInterceptorsInOrder() {
		this.runner.withUserConfiguration(Interceptors.class).run((context) -> {
			HttpResponse<String> response = Calls.to(context).get("/things/1");

			assertThat(response.body()).isEqualTo("1");
			assertThat(response.headers().allValues("X-After")).containsExactly("second", "first");
			assertThat(Calls.to(context).get("/missing/at/all").headers().allValues("X-After")).hasSize(2);
			assertThat(Calls.to(context).get("/actuator/info").headers().allValues("X-After")).hasSize(2);
			assertThat(Calls.to(context).get("/things/1", "X-Refuse", "yes").statusCode()).isEqualTo(401);
			await().until(() -> count(context, "/things/{id}", "401") == 1);
			assertThat(context.getBean(Interceptors.class).asked).startsWith("first", "second");
		});
	}

	@Test
	void asksNoInterceptorOnThePortOfTheManagement() {
		this.runner.withUserConfiguration(Interceptors.class)
			.withPropertyValues("management.server.port=0")
			.run((context) -> assertThat(
					Calls.toManagement(context).get("/actuator/info", "X-Refuse", "yes").statusCode())
				.isEqualTo(200));
	}

	@Test
	void answersPreflightsByProperties() {
		this.runner
			.withPropertyValues("jtornado.cors.allowed-origins=https://app.example,http://localhost:*",
					"jtornado.cors.allow-credentials=true", "jtornado.cors.exposed-headers=X-Total",
					"jtornado.cors.max-age=1m")
			.run((context) -> {
				HttpResponse<String> preflight = Calls.to(context).send("OPTIONS", "/things/1", null, PREFLIGHT);
				HttpResponse<String> response = Calls.to(context).get("/things/1", "Origin", "http://localhost:5173");

				assertThat(preflight.statusCode()).isEqualTo(204);
				assertThat(preflight.headers().firstValue(ALLOW_ORIGIN)).contains("https://app.example");
				assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
					.contains("GET, HEAD, PUT, OPTIONS");
				assertThat(preflight.headers().firstValue("Access-Control-Max-Age")).contains("60");
				assertThat(response.headers().firstValue(ALLOW_ORIGIN)).contains("http://localhost:5173");
				assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).contains("true");
				assertThat(response.headers().firstValue("Access-Control-Expose-Headers")).contains("X-Total");
				await().until(() -> count(context, "/things/{id}", "204") == 1);
			});
	}

	@Test
	void opensNoEndpointByTheApplicationsRules() {
		this.runner.withPropertyValues("jtornado.cors.allowed-origins=*").run((context) -> {
			Calls calls = Calls.to(context);

			assertThat(calls.get("/things/1", "Origin", "https://app.example").headers().firstValue(ALLOW_ORIGIN))
				.contains("*");
			assertThat(calls.get("/actuator/info", "Origin", "https://app.example").headers().map())
				.doesNotContainKey("access-control-allow-origin");
			assertThat(calls.send("OPTIONS", "/actuator/info", null, PREFLIGHT).headers().map())
				.doesNotContainKey("access-control-allow-origin")
				.containsKey("allow");
		});
	}

	@Test
	void ruleOutWhatWouldOpenEverything() {
		this.runner.withPropertyValues("jtornado.cors.allowed-origins=*", "jtornado.cors.allow-credentials=true")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("CORS (jtornado.cors): Credentials cannot be allowed to every site"));
		this.runner.withPropertyValues("jtornado.cors.allow-credentials=true")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("cors.allowedOrigins")
				.hasStackTraceContaining("must be set as well"));
		this.runner.withPropertyValues("jtornado.cors.allowed-origins=example.org")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("Not an origin: 'example.org'"));
		this.runner.withPropertyValues("jtornado.request-timeout=-1s")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("must be at most 366d, or 0 for no timeout"));
	}

	@Test
	void answersInTimeOrNotAtAll() {
		this.runner.withPropertyValues("jtornado.request-timeout=50ms").run((context) -> {
			CompletableFuture<HttpResponse<String>> patient = Calls.to(context).getAsync("/patient");
			HttpResponse<String> response = Calls.to(context).get("/never");

			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(patient).as("its annotation says so").isNotDone();
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("jtornado.requests.timed-out").functionCounter().count()).isEqualTo(1);
			await().until(() -> count(context, "/never", "503") == 1);
			PatientHandler.result.complete("patience");
			assertThat(patient.join().body()).isEqualTo("patience");
		});
	}

	@Test
	void cancelsSubscriptionsWhenTheClientLeaves() {
		this.runner.run((context) -> {
			for (String path : List.of("/mono", "/flux")) {
				int port = context.getEnvironment().getRequiredProperty("local.jtornado.port", Integer.class);
				try (Socket socket = new Socket("127.0.0.1", port)) {
					socket.getOutputStream()
						.write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
					await().until(() -> ReactiveHandler.events.contains("subscribed " + path));
					socket.setSoLinger(true, 0);
				}
				await().until(() -> ReactiveHandler.events.contains("cancelled " + path));
			}
		});
	}

	private static long count(ApplicationContext context, String uri, String status) {
		return context.getBean(MeterRegistry.class)
			.find("http.server.requests")
			.tags("uri", uri, "status", status)
			.timers()
			.stream()
			.mapToLong((timer) -> timer.count())
			.sum();
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ ThingHandler.class, NeverHandler.class, PatientHandler.class, ReactiveHandler.class })
	static class Handlers {

	}

	@Configuration(proxyBeanMethods = false)
	static class Interceptors {

		private final List<String> asked = new CopyOnWriteArrayList<>();

		@Bean
		@Order(2)
		RequestInterceptor second() {
			return noting("second");
		}

		@Bean
		@Order(1)
		RequestInterceptor first() {
			return noting("first");
		}

		private RequestInterceptor noting(String name) {
			return new RequestInterceptor() {

				@Override
				public CompletionStage<?> before(RequestHandler handler) {
					Interceptors.this.asked.add(name);
					if (handler.request().header("X-Refuse") != null) {
						handler.sendError(401);
					}
					return null;
				}

				@Override
				public void after(RequestHandler handler) {
					handler.addHeader("X-After", name);
				}

			};
		}

	}

	@Handler("/things/{id}")
	static class ThingHandler extends RequestHandler {

		String get(String id) {
			return id;
		}

		void put(String id) {
		}

	}

	@Handler("/never")
	static class NeverHandler extends RequestHandler {

		CompletionStage<String> get() {
			return new CompletableFuture<>();
		}

	}

	@Handler("/patient")
	@RequestTimeout(0)
	static class PatientHandler extends RequestHandler {

		private static final CompletableFuture<String> result = new CompletableFuture<>();

		CompletionStage<String> get() {
			return result;
		}

	}

	@Handler("/{kind}")
	static class ReactiveHandler extends RequestHandler {

		private static final List<String> events = new CopyOnWriteArrayList<>();

		Object get(String kind) {
			return kind.equals("mono")
					? Mono.never()
						.doOnSubscribe((any) -> events.add("subscribed /mono"))
						.doOnCancel(() -> events.add("cancelled /mono"))
					: Flux.never()
						.doOnSubscribe((any) -> events.add("subscribed /flux"))
						.doOnCancel(() -> events.add("cancelled /flux"));
		}

	}

}
