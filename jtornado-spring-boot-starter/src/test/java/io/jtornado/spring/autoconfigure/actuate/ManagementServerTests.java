package io.jtornado.spring.autoconfigure.actuate;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jtornado.spring.TestKeys;
import io.jtornado.spring.actuate.ManagementServer;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.URLSpec;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ManagementServerTests {

	private final ApplicationContextRunner runner = ActuatorRunner.withEverything();

	@Test
	void servesEndpointsOnAPortOfTheirOwn() {
		this.runner.withPropertyValues("management.server.port=0", "management.server.address=127.0.0.1")
			.run((context) -> {
				Calls management = Calls.toManagement(context);

				assertThat(management.base()).isNotEqualTo(Calls.to(context).base());
				assertThat(management.get("/actuator/health").statusCode()).isEqualTo(200);
				assertThat(management.get("/actuator").body()).contains(management.base() + "/actuator/health");
				assertThat(management.get("/").statusCode()).isEqualTo(404);
				assertThat(Calls.to(context).get("/actuator/health").statusCode()).isEqualTo(404);
				assertThat(Calls.to(context).get("/actuator").statusCode()).isEqualTo(404);
			});
	}

	@Test
	void listensAgainAfterAStop() {
		this.runner.withPropertyValues("management.server.port=0").run((context) -> {
			context.stop();
			context.start();

			assertThat(Calls.toManagement(context).get("/actuator/health").statusCode()).isEqualTo(200);
		});
	}

	@Test
	void putsItsBasePathInFront() {
		this.runner.withPropertyValues("management.server.port=0", "management.server.base-path=/manage")
			.run((context) -> {
				assertThat(Calls.toManagement(context).get("/manage/actuator/health").statusCode()).isEqualTo(200);
				assertThat(Calls.toManagement(context).get("/actuator/health").statusCode()).isEqualTo(404);
			});
	}

	@Test
	void servesLinksAndEndpointsAtItsRoot() {
		this.runner.withPropertyValues("management.server.port=0", "management.endpoints.web.base-path=/")
			.run((context) -> {
				Calls management = Calls.toManagement(context);

				assertThat(management.get("/health").statusCode()).isEqualTo(200);
				assertThat(management.get("/").body()).contains(management.base() + "/health");
			});
	}

	@Test
	void tellsTheNamespacesOfHealthGroupsApart() {
		this.runner
			.withPropertyValues("management.server.port=0", "management.endpoint.health.group.live.include=ping",
					"management.endpoint.health.group.live.additional-path=server:/livez",
					"management.endpoint.health.group.other.include=ping",
					"management.endpoint.health.group.other.additional-path=management:/healthz")
			.run((context) -> {
				assertThat(Calls.to(context).get("/livez").statusCode()).isEqualTo(200);
				assertThat(Calls.to(context).get("/healthz").statusCode()).isEqualTo(404);
				assertThat(Calls.toManagement(context).get("/healthz").statusCode()).isEqualTo(200);
				assertThat(Calls.toManagement(context).get("/livez").statusCode()).isEqualTo(404);
			});
	}

	@Test
	void isMeasuredAsAListenerAndALoop() {
		this.runner.withPropertyValues("management.server.port=0", "jtornado.loops=1").run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Calls.toManagement(context).get("/actuator/health");

			assertThat(registry.get("jtornado.connections.accepted").tag("listener", "management").functionCounter())
				.satisfies((counter) -> assertThat(counter.count()).isGreaterThanOrEqualTo(1));
			assertThat(registry.get("jtornado.ioloop.busy").tag("loop", "management-0").gauge()).isNotNull();
			assertThat(registry.get("jtornado.ioloop.busy").tag("loop", "ioloop-0").gauge()).isNotNull();
		});
	}

	@Test
	void servesNothingIfThePortIsNegative() {
		this.runner.withPropertyValues("management.server.port=-1").run((context) -> {
			assertThat(context).doesNotHaveBean(ManagementServer.class);
			assertThat(Calls.to(context).get("/actuator").statusCode()).isEqualTo(404);
			assertThat(Calls.to(context).get("/actuator/health").statusCode()).isEqualTo(404);
		});
	}

	@Test
	void sharesTheListenerIfThePortIsTheSame() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		this.runner.withPropertyValues("jtornado.port=" + port, "management.server.port=" + port).run((context) -> {
			assertThat(context).doesNotHaveBean(ManagementServer.class);
			assertThat(Calls.to(context).get("/actuator/health").statusCode()).isEqualTo(200);
			assertThat(Calls.toManagement(context).base()).isEqualTo(Calls.to(context).base());
		});
	}

	@Test
	void isApartFromAMainListenerThatHasNoPort() {
		MockEnvironment environment = new MockEnvironment().withProperty("management.server.port", "8888");
		assertThat(ManagementPort.of(environment)).isEqualTo(ManagementPort.SAME);

		environment.setProperty("jtornado.unix-socket", "/run/app.socket");
		assertThat(ManagementPort.of(environment)).isEqualTo(ManagementPort.OTHER);

		environment.setProperty("server.port", "8888");
		assertThat(ManagementPort.of(environment)).isEqualTo(ManagementPort.SAME);
	}

	@Test
	void linksToWhereTheClientAskedBehindAProxy() {
		this.runner
			.withPropertyValues("management.server.port=0", "jtornado.xheaders=true",
					"jtornado.trusted-downstream=127.0.0.1", "jtornado.allowed-hosts=example.org")
			.run((context) -> assertThat(Calls.toManagement(context)
				.get("/actuator", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "admin.example.org")
				.body()).contains("\"https://admin.example.org/actuator/health\""));
	}

	@Test
	void isAskedForByOnePropertyWhereverItIs() {
		this.runner.run((context) -> assertThat(context.getEnvironment().getProperty("local.management.port"))
			.isEqualTo(context.getEnvironment().getProperty("local.jtornado.port")));
	}

	@Test
	void saysThatThePortIsTaken() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.runner
				.withPropertyValues("management.server.port=" + taken.getLocalPort(),
						"management.server.address=127.0.0.1")
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.satisfiesAnyOf((failure) -> assertThat(failure).isInstanceOf(PortInUseException.class),
							(failure) -> assertThat(failure).isInstanceOf(BindException.class)));
		}
	}

	@Test
	void refusesAnAddressWithoutAPort() {
		this.runner.withPropertyValues("management.server.address=127.0.0.1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("set management.server.port"));
	}

	@Test
	void refusesSslOnThePortOfAllOthers() {
		this.runner.withPropertyValues("management.server.ssl.bundle=web")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("set management.server.port"));
	}

	@Test
	void isSecuredAsItselfOrAsTheMainListenerOrNot() {
		ApplicationContextRunner secured = this.runner.withPropertyValues(TestKeys.LOCALHOST.bundle("web"))
			.withPropertyValues("management.server.port=0");
		secured.withPropertyValues("management.server.ssl.bundle=web").run((context) -> {
			assertThat(Calls.toManagement(context).secured().get("/actuator/health").statusCode()).isEqualTo(200);
			assertThat(Calls.to(context).get("/actuator/health").statusCode()).isEqualTo(404);
		});
		secured.withPropertyValues("jtornado.ssl.bundle=web")
			.run((context) -> assertThat(Calls.toManagement(context).secured().get("/actuator").body())
				.contains("\"https://127.0.0.1:"));
		secured.withPropertyValues("jtornado.ssl.bundle=web", "management.server.ssl.enabled=false")
			.run((context) -> assertThat(Calls.toManagement(context).get("/actuator/health").statusCode())
				.isEqualTo(200));
	}

	@Test
	void answersWhileTheMainServerFinishesItsLastRequest() {
		this.runner.withPropertyValues("management.server.port=0")
			.withBean("slow", URLSpec.class, () -> URLSpec.url("/slow", SlowHandler.class))
			.run((context) -> {
				Calls management = Calls.toManagement(context);
				CompletableFuture<HttpResponse<String>> slow = Calls.to(context).getAsync("/slow");
				assertThat(SlowHandler.started.await(10, TimeUnit.SECONDS)).isTrue();
				Thread closing = new Thread(context.getSourceApplicationContext()::close);

				closing.start();
				await().until(() -> management.get("/actuator/health/readiness").statusCode() == 503);
				SlowHandler.answer.complete("done");

				assertThat(slow.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
				closing.join();
			});
	}

	static class SlowHandler extends RequestHandler {

		static final CountDownLatch started = new CountDownLatch(1);

		static final CompletableFuture<String> answer = new CompletableFuture<>();

		CompletableFuture<String> get() {
			started.countDown();
			return answer;
		}

	}

}
