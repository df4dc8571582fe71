package io.jtornado.spring.autoconfigure.actuate;

import java.net.http.HttpResponse;

import io.jtornado.spring.autoconfigure.JTornadoAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointWebExtension;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class JTornadoHealthEndpointAutoConfigurationTests {

	private static final HealthIndicator DOWN = () -> Health.down().withDetail("why", "broken").build();

	private final ApplicationContextRunner runner = ActuatorRunner.withEverything();

	@Test
	void saysThatItIsUp() {
		this.runner.run((context) -> {
			HttpResponse<String> response = Calls.to(context).get("/actuator/health");

			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"}");
		});
	}

	@Test
	void saysThatItIsDownBy503() {
		this.runner.withBean("db", HealthIndicator.class, () -> DOWN).run((context) -> {
			HttpResponse<String> response = Calls.to(context).get("/actuator/health");

			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.body()).contains("\"status\":\"DOWN\"").doesNotContain("broken");
			assertThat(Calls.to(context).get("/actuator/health/db").statusCode()).isEqualTo(404);
		});
	}

	@Test
	void showsDetailsIfToldTo() {
		this.runner.withBean("db", HealthIndicator.class, () -> DOWN)
			.withPropertyValues("management.endpoint.health.show-details=always")
			.run((context) -> {
				HttpResponse<String> component = Calls.to(context).get("/actuator/health/db");

				assertThat(Calls.to(context).get("/actuator/health").body()).contains("\"why\":\"broken\"");
				assertThat(component.statusCode()).isEqualTo(503);
				assertThat(component.body()).contains("\"why\":\"broken\"");
			});
	}

	@Test
	void answersGroupsByTheirOwnMembersAndStatusCodes() {
		this.runner.withBean("db", HealthIndicator.class, () -> DOWN)
			.withPropertyValues("management.endpoint.health.group.storage.include=db",
					"management.endpoint.health.group.storage.status.http-mapping.down=207")
			.run((context) -> {
				assertThat(Calls.to(context).get("/actuator/health/liveness").statusCode()).isEqualTo(200);
				assertThat(Calls.to(context).get("/actuator/health/readiness").statusCode()).isEqualTo(200);
				assertThat(Calls.to(context).get("/actuator/health/storage").statusCode()).isEqualTo(207);
			});
	}

	@Test
	void answersAGroupAtAPathOfItsOwn() {
		this.runner
			.withPropertyValues("management.endpoint.health.group.live.include=ping",
					"management.endpoint.health.group.live.additional-path=server:/livez",
					"management.endpoint.health.group.other.include=ping",
					"management.endpoint.health.group.other.additional-path=management:/healthz")
			.run((context) -> {
				assertThat(Calls.to(context).get("/livez").statusCode()).isEqualTo(200);
				assertThat(Calls.to(context).get("/livez").body()).contains("\"status\":\"UP\"");
				assertThat(Calls.to(context).get("/livez/ping").statusCode()).isEqualTo(404);
				assertThat(Calls.to(context).get("/healthz").statusCode()).isEqualTo(404);
			});
	}

	@Test
	void backsOffBeforeTheUsersExtension() {
		this.runner.withBean("mine", HealthEndpointWebExtension.class, () -> null)
			.run((context) -> assertThat(context.getBeanNamesForType(HealthEndpointWebExtension.class))
				.containsExactly("mine"));
	}

	@Test
	void doesNothingIfHealthIsNotExposed() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=info")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthEndpointWebExtension.class));
	}

	@Test
	void startsWithoutTheHealthModule() {
		ActuatorRunner
			.with(JTornadoAutoConfiguration.class, EndpointAutoConfiguration.class, InfoEndpointAutoConfiguration.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(Calls.to(context).get("/actuator/health").statusCode()).isEqualTo(404);
				assertThat(Calls.to(context).get("/actuator/info").statusCode()).isEqualTo(200);
			});
	}

}
