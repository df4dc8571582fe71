package io.jtornado.spring.autoconfigure.actuate;

import java.net.http.HttpResponse;

import io.jtornado.spring.Handler;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.XsrfExempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Whole applications whose properties say what their cookies are like. */
@ExtendWith(OutputCaptureExtension.class)
class CookieApplicationTests {

	private static final String LOGGER = "/actuator/loggers/io.jtornado.test";

	private static final String[] WITH_TOKEN = { "Content-Type", "application/json", "Cookie", "_xsrf=deadbeef",
			"X-Xsrftoken", "deadbeef" };

	private static final String[] FORM_WITH_COOKIE = { "Content-Type", "multipart/form-data; boundary=b", "Cookie",
			"_xsrf=deadbeef" };

	private final ApplicationContextRunner runner = ActuatorRunner.withEverything()
		.withUserConfiguration(Handlers.class);

	@Test
	void signsCookiesByProperties() {
		this.runner
			.withPropertyValues("jtornado.cookie-secrets.3=hush-hush-hush-hush", "jtornado.key-version=3",
					"jtornado.cookies.http-only=true", "jtornado.cookies.same-site=strict")
			.run((context) -> {
				HttpResponse<String> set = Calls.to(context).send("POST", "/name", null);
				String cookie = set.headers().firstValue("Set-Cookie").orElseThrow();

				assertThat(cookie).startsWith("name=2|1:3|").endsWith("; HttpOnly; Path=/; SameSite=Strict");
				assertThat(Calls.to(context).get("/name", "Cookie", cookie.split(";", 2)[0]).body()).isEqualTo("Ada");
				assertThat(Calls.to(context).get("/name").body()).isEqualTo("null");
			});
	}

	@Test
	void saysWhichPropertyIsMissingWhenThereIsNoSecret(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(Calls.to(context).send("POST", "/name", null).statusCode()).isEqualTo(500);
			assertThat(output).contains("There is no cookie secret to sign with: set jtornado.cookie-secret");
		});
	}

	@Test
	void checksTokensOfAllHandlersButExemptOnes() {
		this.runner.withPropertyValues("jtornado.xsrf-cookies=true", "jtornado.cookie-secret=hush-hush-hush-hush")
			.run((context) -> {
				Calls calls = Calls.to(context);

				assertThat(calls.send("POST", "/name", null).statusCode()).isEqualTo(403);
				assertThat(calls.send("POST", "/name", null, WITH_TOKEN).statusCode()).isEqualTo(200);
				assertThat(calls.send("POST", "/hook", null).statusCode()).isEqualTo(200);
				assertThat(calls.send("POST", "/nowhere", null).statusCode()).isEqualTo(404);
			});
	}

	@Test
	void findsTheTokenInAFormOfParts() {
		this.runner.withPropertyValues("jtornado.xsrf-cookies=true", "jtornado.cookie-secret=hush-hush-hush-hush")
			.run((context) -> {
				Calls calls = Calls.to(context);

				assertThat(calls.send("POST", "/name", form("_xsrf"), FORM_WITH_COOKIE).statusCode()).isEqualTo(200);
				assertThat(calls.send("POST", "/name", form("other"), FORM_WITH_COOKIE).statusCode()).isEqualTo(403);
			});
	}

	private static String form(String field) {
		return "--b\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\ndeadbeef\r\n--b--\r\n";
	}

	@Test
	void checksTokensOfEndpointsBesideTheApplication() {
		this.runner.withPropertyValues("jtornado.xsrf-cookies=true").run((context) -> {
			Calls calls = Calls.to(context);

			assertThat(calls.send("POST", LOGGER, "{}", "Content-Type", "application/json").statusCode())
				.isEqualTo(403);
			assertThat(calls.send("POST", LOGGER, "{}", WITH_TOKEN).statusCode()).isEqualTo(204);
		});
	}

	@Test
	void checksNoTokensOnThePortOfTheManagement() {
		this.runner.withPropertyValues("jtornado.xsrf-cookies=true", "management.server.port=0")
			.run((context) -> assertThat(Calls.toManagement(context)
				.send("POST", LOGGER, "{}", "Content-Type", "application/json")
				.statusCode()).isEqualTo(204));
	}

	@Test
	void failsAtTheStartWithoutShowingTheSecret(CapturedOutput output) {
		assertThatException().isThrownBy(() -> SpringApplication.run(Handlers.class, "--jtornado.port=0",
				"--jtornado.cookie-secrets.1=hush", "--spring.main.banner-mode=off"));

		assertThat(output).contains("needs key-version as well: say which of [1] signs").doesNotContain("hush");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ NameHandler.class, HookHandler.class })
	static class Handlers {

	}

	@Handler("/name")
	static class NameHandler extends RequestHandler {

		void get() {
			write(signedCookie("name") + "");
		}

		void post() {
			setSignedCookie("name", "Ada");
		}

	}

	@Handler("/hook")
	@XsrfExempt
	static class HookHandler extends RequestHandler {

		String post() {
			return "done";
		}

	}

}
