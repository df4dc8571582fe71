package io.jtornado.spring.autoconfigure.actuate;

import java.net.http.HttpResponse;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.jtornado.spring.ApplicationCustomizer;
import io.jtornado.spring.Handler;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestMatcher;
import io.jtornado.web.URLSpec;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/** What /actuator/mappings says of routes, and that they are served as it says. */
class RouteMappingsTests {

	@Test
	void listsTheRoutesInTheirOrder() {
		ActuatorRunner.withEverything().withUserConfiguration(Routes.class).run((context) -> {
			HttpResponse<String> response = Calls.to(context).get("/actuator/mappings");

			assertThat(response.statusCode()).isEqualTo(200);
			String routes = "$.contexts.*.mappings.jtornado[*]";
			assertThat(JsonPath.<List<String>>read(response.body(), routes + ".details.pattern")).endsWith("/users",
					"/users/{id}", "/old/{id}", "/admin/");
			assertThat(JsonPath.<List<String>>read(response.body(), routes + ".predicate")).contains(
					"GET,HEAD; example\\.org /users; X-Api: 2", "GET,HEAD,OPTIONS; /users/{id}",
					"GET,HEAD,OPTIONS; /admin/");
			assertThat(JsonPath.<List<String>>read(response.body(), routes + ".handler")).contains(
					"io.jtornado.web.RedirectHandler: 308 to /users/{id}", User.class.getName(), Home.class.getName());
			assertThat(JsonPath.<List<String>>read(response.body(), routes + ".details.name")).contains("user");
		});
	}

	@Test
	void servesWhatItLists() {
		ActuatorRunner.withEverything().withUserConfiguration(Routes.class).run((context) -> {
			Calls calls = Calls.to(context);

			assertThat(calls.get("/users/7").body()).isEqualTo("user 7");
			HttpResponse<String> moved = calls.get("/old/7?a");
			assertThat(moved.statusCode()).isEqualTo(308);
			assertThat(moved.headers().firstValue("Location")).hasValue("/users/7?a");
			assertThat(calls.get("/admin/").body()).isEqualTo("home");
			assertThat(calls.get("/users").statusCode()).isEqualTo(404);
		});
	}

	@Handler(value = "/users/{id}", name = "user")
	static class User extends RequestHandler {

		String get(long id) {
			return "user " + id;
		}

	}

	static class Home extends RequestHandler {

		String get() {
			return "home";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(User.class)
	static class Routes {

		@Bean
		URLSpec old() {
			return URLSpec.redirect("/old/{id}", "/users/{id}", 308);
		}

		@Bean
		URLSpec list() {
			return URLSpec.url("/users", Home.class)
				.host("example\\.org")
				.method("GET")
				.when(RequestMatcher.header("X-Api", "2"));
		}

		@Bean
		ApplicationCustomizer admin() {
			return (application) -> application.mount("/admin", new Application(URLSpec.url("/", Home.class)));
		}

	}

}
