package io.jtornado.spring.autoconfigure.views;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.spring.Handler;
import io.jtornado.spring.autoconfigure.JTornadoAutoConfiguration;
import io.jtornado.spring.autoconfigure.views.JTornadoViewsAutoConfigurationTests.Engine;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import io.jtornado.web.ErrorPageRenderer;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.ViewRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.template.TemplateAvailabilityProvider;
import org.springframework.boot.freemarker.autoconfigure.FreeMarkerAutoConfiguration;
import org.springframework.boot.mustache.autoconfigure.MustacheAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** Error pages by the templates of src/test/resources/failing/error. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ErrorViewsTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

	private static final String JSON = "application/json, text/html;q=0.9";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JTornadoAutoConfiguration.class, JTornadoViewsAutoConfiguration.class,
				MustacheAutoConfiguration.class, ThymeleafAutoConfiguration.class, FreeMarkerAutoConfiguration.class))
		.withUserConfiguration(FailingHandler.class)
		.withPropertyValues("jtornado.port=0", "jtornado.loops=1", "jtornado.shutdown=immediate",
				"jtornado.locales=en,de", "spring.mustache.prefix=classpath:/failing/",
				"spring.thymeleaf.prefix=classpath:/failing/",
				"spring.freemarker.template-loader-path=classpath:/failing/");

	private ApplicationContextRunner only(Engine engine) {
		return this.runner.withClassLoader(new FilteredClassLoader(engine.others()));
	}

	private static TestResponse ask(ApplicationContext context, String method, String target, String accept) {
		int port = context.getEnvironment().getRequiredProperty("local.jtornado.port", Integer.class);
		try (TestClient client = TestClient.connectedTo(new InetSocketAddress("127.0.0.1", port))) {
			return client.request(method, target).header("Accept", accept).header("Accept-Language", "de").fetch();
		}
	}

	private static TestResponse get(ApplicationContext context, String target) {
		return ask(context, "GET", target, BROWSER);
	}

	@ParameterizedTest
	@EnumSource
	void showsTheViewOfTheStatusAndEscapes(Engine engine) {
		only(engine).run((context) -> {
			TestResponse page = get(context, "/none&more");

			assertThat(page.status()).isEqualTo(404);
			assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
			assertThat(page.text().strip()).isEqualTo("<i>de</i><h1>404 Not Found</h1><p>/none&amp;more</p>");
			assertThat(page.headers().getList("Vary")).containsExactly("Accept", "Accept-Language");

			TestResponse head = ask(context, "HEAD", "/none&more", BROWSER);
			assertThat(head.header("Content-Length")).isEqualTo(page.header("Content-Length"));
			assertThat(head.body()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void showsThatOfTheKindOrElseTheOneForAll(Engine engine) {
		only(engine).run((context) -> {
			assertThat(get(context, "/failing/409").text()).contains("<h1>client: 409 Sorry &amp; ")
				.doesNotContain("hidden", "'this'");
			assertThat(get(context, "/failing/503").text()).contains("<h1>any: 503 Sorry &amp; ");
			assertThat(get(context, "/failing/599").text()).contains("<h1>any: 599 Sorry &amp; ");
		});
	}

	@ParameterizedTest
	@EnumSource
	void fallsBackToThePlainPage(Engine engine, CapturedOutput output) {
		only(engine).run((context) -> {
			TestResponse page = get(context, "/failing/500");

			assertThat(page.status()).isEqualTo(500);
			assertThat(page.text()).isEqualTo("<html><title>500: Sorry &amp; &#39;this&#39;</title>"
					+ "<body>500: Sorry &amp; &#39;this&#39;</body></html>");
			assertThat(output).contains("The error page cannot be rendered", "View 'error/500' cannot be rendered");
		});
	}

	@ParameterizedTest
	@EnumSource
	void leavesWhoRatherWantsJson(Engine engine, CapturedOutput output) {
		only(engine).run((context) -> {
			TestResponse problem = ask(context, "GET", "/failing/500", JSON);

			assertThat(problem.header("Content-Type")).isEqualTo("application/problem+json");
			assertThat(problem.text()).contains("\"status\":500", "\"detail\":\"Sorry ").doesNotContain("hidden");
			assertThat(output).doesNotContain("cannot be rendered");
		});
	}

	@Test
	void asksTheUsersOwnBefore() {
		this.runner.withUserConfiguration(OwnPage.class).run((context) -> {
			assertThat(get(context, "/none").text()).isEqualTo("own");
			assertThat(get(context, "/failing/409").text()).contains("client: 409");
		});
	}

	@Test
	void looksForTemplatesOfTheEngineThatRenders() {
		this.runner
			.withPropertyValues("jtornado.views.engine=freemarker",
					"spring.freemarker.template-loader-path=classpath:/")
			.run((context) -> {
				assertThat(context).hasSingleBean(ErrorPageRenderer.class);
				assertThat(get(context, "/none").text()).startsWith("<html><title>404: Not Found");
			});
	}

	@Test
	void leavesErrorsToOtherRenderersOfViews() {
		this.runner.withUserConfiguration(OwnViews.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ErrorPageRenderer.class));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void looksOnceForEachStatusUnlessThatIsNotKept(boolean cache) {
		List<String> looked = new ArrayList<>();
		TemplateAvailabilityProvider none = (view, environment, classLoader, resources) -> !looked.add(view);
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.setEnvironment(new MockEnvironment().withProperty("spring.template.provider.cache", "" + cache));
			ErrorViews views = new ErrorViews(none, context);
			RequestHandler handler = new FailingHandler();

			assertThat(views.render(404, "Not Found", handler)).isNull();
			assertThat(looked).containsExactly("error/404", "error/4xx", "error/error");
			views.render(404, "Not Found", handler);
			assertThat(looked).hasSize(cache ? 3 : 6);
			views.render(503, "Service Unavailable", handler);
			assertThat(looked).endsWith("error/503", "error/5xx", "error/error");
		}
	}

	@Handler("/failing/{status}")
	static class FailingHandler extends RequestHandler {

		void get(int status) {
			throw new HTTPException(status, "hidden").withReason("Sorry & 'this'");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPage {

		@Bean
		ErrorPageRenderer ownPage() {
			return (status, reason, handler) -> (status == 404) ? "own" : null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnViews {

		@Bean
		ViewRenderer ownRenderer() {
			return (view, model, locale, out) -> out.write(view);
		}

	}

}
