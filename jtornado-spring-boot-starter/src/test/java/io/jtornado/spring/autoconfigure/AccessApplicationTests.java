package io.jtornado.spring.autoconfigure;

import java.net.InetSocketAddress;

import io.jtornado.http.HtmlText;
import io.jtornado.spring.DefaultHandler;
import io.jtornado.spring.Handler;
import io.jtornado.spring.InvalidHandlerException;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestRequest;
import io.jtornado.testing.TestResponse;
import io.jtornado.web.AddSlash;
import io.jtornado.web.Authenticated;
import io.jtornado.web.ErrorPageRenderer;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.UnsupportedHandlerException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Users, slashes and error pages of applications of Spring's. */
@Timeout(60)
class AccessApplicationTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JTornadoAutoConfiguration.class))
		.withPropertyValues("jtornado.port=0", "jtornado.shutdown=immediate");

	private final ApplicationContextRunner closed = this.runner.withUserConfiguration(Closed.class);

	private static TestResponse ask(ApplicationContext context, String method, String target, String... fields) {
		int port = context.getEnvironment().getRequiredProperty("local.jtornado.port", Integer.class);
		try (TestClient client = TestClient.connectedTo(new InetSocketAddress("127.0.0.1", port))) {
			TestRequest request = client.request(method, target);
			for (int i = 0; i < fields.length; i += 2) {
				request.header(fields[i], fields[i + 1]);
			}
			return request.fetch();
		}
	}

	@Test
	void sendsPeopleToTheLoginUrlOfTheProperties() {
		this.closed.withPropertyValues("jtornado.login-url=/login").run((context) -> {
			TestResponse unknown = ask(context, "GET", "/closed/?a=b");

			assertThat(unknown.status()).isEqualTo(302);
			assertThat(unknown.header("Location")).isEqualTo("/login?next=%2Fclosed%2F%3Fa%3Db");
			assertThat(ask(context, "GET", "/closed").header("Location")).isEqualTo("/closed/");
			assertThat(ask(context, "GET", "/closed/", "Cookie", "name=Ada").text()).isEqualTo("for Ada");
		});
	}

	@Test
	void saysAtTheStartWhichPropertyIsMissing() {
		this.closed.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(UnsupportedHandlerException.class)
			.hasMessageContaining("ClosedHandler is @Authenticated")
			.hasMessageContaining("Set jtornado.login-url"));
	}

	@Test
	void asksRenderersInTheirOrder() {
		this.runner.withUserConfiguration(Pages.class).run((context) -> {
			assertThat(ask(context, "GET", "/none", "Accept", BROWSER).text()).isEqualTo("not here: Not Found");
			assertThat(ask(context, "GET", "/broken", "Accept", BROWSER).text())
				.isEqualTo("any: Sorry for &#39;this&#39;");
			assertThat(ask(context, "GET", "/broken", "Accept", "application/json").header("Content-Type"))
				.isEqualTo("application/problem+json");
		});
	}

	@Test
	void tellsProblemsAsSpringDoes() {
		this.runner.withUserConfiguration(Pages.class).run((context) -> {
			String json = ask(context, "GET", "/broken", "Accept", "application/json").text();
			ProblemDetail problem = JsonMapper.builder().build().readValue(json, ProblemDetail.class);

			assertThat(problem.getStatus()).isEqualTo(409);
			assertThat(problem.getTitle()).isEqualTo(HttpStatus.CONFLICT.getReasonPhrase());
			assertThat(problem.getType()).hasToString("about:blank");
			assertThat(problem.getDetail()).isEqualTo("Sorry for 'this'");
			assertThat(problem.getInstance()).hasToString("/broken");
			assertThat(json).doesNotContain("hidden");
		});
	}

	@Test
	void showsStacksByProperties() {
		ApplicationContextRunner broken = this.runner.withUserConfiguration(Broken.class);
		broken.withPropertyValues("jtornado.debug=true")
			.run((context) -> assertThat(ask(context, "GET", "/broken").text()).contains("BrokenHandler.get"));
		broken.withPropertyValues("jtornado.serve-traceback=true")
			.run((context) -> assertThat(ask(context, "GET", "/broken").text()).contains("BrokenHandler.get"));
		broken.withPropertyValues("jtornado.debug=true", "jtornado.serve-traceback=false")
			.run((context) -> assertThat(ask(context, "GET", "/broken").text()).doesNotContain("hidden"));
		broken.run((context) -> assertThat(ask(context, "GET", "/broken").text()).doesNotContain("hidden"));
	}

	@Test
	void servesWhatMatchesNothingByABean() {
		this.runner.withUserConfiguration(Default.class)
			.withPropertyValues("jtornado.xsrf-cookies=true")
			.run((context) -> {
				for (String method : new String[] { "GET", "POST", "PUT", "FOO" }) {
					TestResponse response = ask(context, method, "/none");

					assertThat(response.status()).isEqualTo(404);
					assertThat(response.text()).isEqualTo("nothing here: 404");
				}
				TestResponse head = ask(context, "HEAD", "/none");
				assertThat(head.status()).isEqualTo(404);
				assertThat(head.body()).isEmpty();
				assertThat(head.header("Content-Length")).isEqualTo("17");
			});
	}

	@Test
	void refusesSeveralDefaultHandlersAndOneThatIsNone() {
		this.runner.withUserConfiguration(Default.class, OtherDefault.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidHandlerException.class)
				.hasMessageContaining("several @DefaultHandler beans"));
		this.runner.withUserConfiguration(NoHandler.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("@DefaultHandler is on " + NoHandler.class.getName()));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ClosedHandler.class)
	static class Closed {

	}

	@Handler("/closed/?")
	@Authenticated
	@AddSlash
	static class ClosedHandler extends RequestHandler {

		@Override
		protected @Nullable Object loadCurrentUser() {
			return cookie("name");
		}

		String get() {
			return "for " + currentUser();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ReasonHandler.class)
	static class Pages {

		@Bean
		ErrorPageRenderer anyPage() {
			return (status, reason, handler) -> "any: " + HtmlText.escape(reason);
		}

		@Bean
		@Order(0)
		ErrorPageRenderer notFoundPage() {
			return (status, reason, handler) -> (status == 404) ? "not here: " + reason : null;
		}

	}

	@Handler("/broken")
	static class ReasonHandler extends RequestHandler {

		void get() {
			throw new HTTPException(409, "hidden").withReason("Sorry for 'this'");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(BrokenHandler.class)
	static class Broken {

	}

	@Handler("/broken")
	static class BrokenHandler extends RequestHandler {

		void get() {
			throw new IllegalStateException("hidden");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(NothingHere.class)
	static class Default {

		@Bean
		String word() {
			return "nothing here";
		}

	}

	@DefaultHandler
	static class NothingHere extends RequestHandler {

		private final String word;

		NothingHere(String word) {
			this.word = word;
		}

		@Override
		protected void prepare() {
			throw new HTTPException(404);
		}

		@Override
		protected void writeError(int status, @Nullable Throwable error) {
			write(this.word + ": " + status);
		}

	}

	@DefaultHandler
	static class OtherDefault extends RequestHandler {

	}

	@DefaultHandler
	static class NoHandler {

	}

}
