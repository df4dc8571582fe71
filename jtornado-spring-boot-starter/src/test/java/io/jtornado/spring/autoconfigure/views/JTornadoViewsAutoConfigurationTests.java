package io.jtornado.spring.autoconfigure.views;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.samskivert.mustache.Mustache;
import freemarker.core.UndefinedOutputFormat;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.spring.Handler;
import io.jtornado.spring.autoconfigure.JTornadoAutoConfiguration;
import io.jtornado.web.Blocking;
import io.jtornado.web.Messages;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.View;
import io.jtornado.web.ViewRenderer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.thymeleaf.spring6.SpringTemplateEngine;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.freemarker.autoconfigure.FreeMarkerAutoConfiguration;
import org.springframework.boot.mustache.autoconfigure.MustacheAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class JTornadoViewsAutoConfigurationTests {

	private static final String EVIL = "<script>alert(\"it's\")</script>";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JTornadoAutoConfiguration.class, JTornadoViewsAutoConfiguration.class,
				MustacheAutoConfiguration.class, ThymeleafAutoConfiguration.class, FreeMarkerAutoConfiguration.class,
				MessageSourceAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
		.withPropertyValues("jtornado.port=0", "jtornado.loops=1", "spring.messages.basename=views",
				"spring.messages.fallback-to-system-locale=false", "jtornado.locales=en,de");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	/** The engines, and what each of them is without on the class path. */
	enum Engine {

		MUSTACHE("org.thymeleaf", "freemarker"), THYMELEAF("com.samskivert", "freemarker"),
		FREEMARKER("com.samskivert", "org.thymeleaf");

		private final String[] others;

		Engine(String... others) {
			this.others = others;
		}

		String[] others() {
			return this.others;
		}

	}

	private ApplicationContextRunner only(Engine engine) {
		return this.runner.withClassLoader(new FilteredClassLoader(engine.others))
			.withUserConfiguration(PeopleHandler.class, WorkerHandler.class, ChosenHandler.class);
	}

	private HttpResponse<String> get(AssertableApplicationContext context, String path, String... fields)
			throws Exception {
		int port = context.getBean(HTTPServer.class).port();
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
		for (int i = 0; i < fields.length; i += 2) {
			request.header(fields[i], fields[i + 1]);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	@ParameterizedTest
	@EnumSource
	void rendersAndEscapes(Engine engine) {
		only(engine).run((context) -> {
			assertThat(context).hasSingleBean(ViewRenderer.class);
			HttpResponse<String> page = get(context, "/people", "Accept-Language", "de-AT, en;q=0.5");
			String token = page.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst("_xsrf=([^;]+).*", "$1");

			assertThat(page.statusCode()).isEqualTo(200);
			assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=UTF-8");
			assertThat(page.headers().firstValue("Content-Language")).hasValue("de");
			assertThat(page.headers().allValues("Vary")).containsExactlyInAnyOrder("Accept-Language", "Cookie");
			assertThat(page.body())
				.contains("<html lang=\"de\">", "<h1>Leute &amp; mehr</h1>", "&lt;script&gt;", "<i>Ada</i><i>É&lt;</i>",
						"<a href=\"/people\"></a>",
						"<form><input type=\"hidden\" name=\"_xsrf\" value=\"" + token + "\"/></form>")
				.doesNotContain("<script>", "title=\"<", "alert(\"it");
		});
	}

	@ParameterizedTest
	@EnumSource
	void rendersOnTheWorkerOfABlockingVerb(Engine engine) {
		only(engine)
			.run((context) -> assertThat(get(context, "/worker").body()).contains("<h1>People &amp; more</h1>"));
	}

	@ParameterizedTest
	@CsvSource({ "MUSTACHE,missing", "THYMELEAF,missing", "FREEMARKER,missing", "MUSTACHE,broken", "THYMELEAF,broken",
			"FREEMARKER,broken", "FREEMARKER,plain", "FREEMARKER,unescaped" })
	void answers500AndNamesTheView(Engine engine, String view, CapturedOutput output) {
		only(engine).run((context) -> {
			HttpResponse<String> page = get(context, "/chosen/" + view);

			assertThat(page.statusCode()).isEqualTo(500);
			assertThat(page.body()).isEqualTo(
					"<html><title>500: Internal Server Error</title><body>500: Internal Server Error</body></html>");
			assertThat(output).contains("View '" + view + "' cannot be rendered");
			assertThat(output.toString().contains(view + ".ftlh would escape nothing"))
				.isEqualTo(view.equals("plain") || view.equals("unescaped"));
		});
	}

	/** Thymeleaf adds no .html to this one, and would read it as JavaScript. */
	@ParameterizedTest
	@EnumSource
	void escapesForHtmlWhateverTheNameEndsWith(Engine engine) {
		only(engine).run((context) -> {
			HttpResponse<String> page = get(context, "/chosen/script.js");

			assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=UTF-8");
			assertThat(page.body()).startsWith("<p>&lt;script&gt;").doesNotContain("<script>");
		});
	}

	@Test
	void isNotThereWithoutAServer() {
		this.runner.withPropertyValues("spring.main.web-application-type=none")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ViewRenderer.class)
				.doesNotHaveBean(Messages.class));
	}

	@Test
	void readsItsSwitchAsOtherProperties() {
		only(Engine.MUSTACHE).withPropertyValues("jtornado.views.cache=perhaps")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("jtornado.views.cache"));
	}

	/** Neither says what it makes. */
	@Test
	void escapesInTemplatesOfFreeMarkerAndInThoseTheyInclude() {
		only(Engine.FREEMARKER).withPropertyValues("spring.freemarker.suffix=.ftl").run((context) -> {
			assertThat(get(context, "/chosen/unsaid").body()).isEqualTo("&lt;b&gt; includes &lt;b&gt;");
			freemarker.template.Configuration others = context.getBean(freemarker.template.Configuration.class);
			assertThat(others.getOutputFormat()).isSameAs(UndefinedOutputFormat.INSTANCE);
		});
	}

	@ParameterizedTest
	@EnumSource
	void keepsToItsTemplates(Engine engine, CapturedOutput output) {
		only(engine).run((context) -> {
			for (String path : List.of("..%2Fviews", "%2Fetc%2Fpasswd", "file:%2Fetc%2Fpasswd", "people%00",
					"__$%7BT(java.lang.Runtime)%7D__::x", "..%5Cviews", "%E2%80%A4%E2%80%A4%2Fviews")) {
				assertThat(get(context, "/chosen/" + path).statusCode()).as(path).isEqualTo(500);
			}
			assertThat(output).contains("No name of a view").doesNotContain("cannot be rendered");
		});
	}

	@ParameterizedTest
	@EnumSource
	void knowsTheUserAndTheStaticFiles(Engine engine) {
		only(engine).withPropertyValues("jtornado.static-path=classpath:/files/").run((context) -> {
			HttpResponse<String> page = get(context, "/chosen/user", "Cookie", "user=O'Hara");
			Matcher link = Pattern.compile("<link href=\"(/static/page\\.v1\\.css\\?v[^\"]+)\"/>").matcher(page.body());

			assertThat(page.headers().firstValue("Cache-Control")).hasValue("private");
			assertThat(page.body()).contains("<b>O&#39;Hara</b>").doesNotContain("nobody");
			assertThat(get(context, "/chosen/user").body()).startsWith("nobody");
			assertThat(link.find()).isTrue();
			String url = link.group(1).replace("&#x3D;", "=");
			assertThat(get(context, url).headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
		});
	}

	@ParameterizedTest
	@EnumSource
	void saysIfThereAreNoStaticFiles(Engine engine, CapturedOutput output) {
		only(engine).run((context) -> {
			assertThat(get(context, "/chosen/user").statusCode()).isEqualTo(500);
			assertThat(output).contains("There are no static files").contains("jtornado.static-path");
		});
	}

	@Test
	void takesTheFirstOfSeveralAndSaysSo(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(context).getBean(ViewRenderer.class).isInstanceOf(MustacheViewRenderer.class);
			assertThat(output)
				.contains("Views are rendered by mustache, the first of [mustache, thymeleaf, freemarker]; "
						+ "jtornado.views.engine chooses another");
		});
	}

	@Test
	void takesTheOneThatIsChosen(CapturedOutput output) {
		this.runner.withPropertyValues("jtornado.views.engine=thymeleaf")
			.run((context) -> assertThat(context).getBean(ViewRenderer.class)
				.isInstanceOf(ThymeleafViewRenderer.class));
		this.runner.withPropertyValues("jtornado.views.engine=FREEMARKER")
			.run((context) -> assertThat(context).getBean(ViewRenderer.class)
				.isInstanceOf(FreeMarkerViewRenderer.class));
		assertThat(output).doesNotContain("Views are rendered by");
	}

	@Test
	void failsIfTheOneThatIsChosenIsNotThere() {
		only(Engine.MUSTACHE).withPropertyValues("jtornado.views.engine=thymeleaf")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jtornado.views.engine")
				.hasMessageContaining("Add spring-boot-starter-thymeleaf"));
		only(Engine.MUSTACHE).withPropertyValues("jtornado.views.engine=velocity")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("jtornado.views.engine"));
	}

	@Test
	void doesWithoutAnyEngine() {
		this.runner.withClassLoader(new FilteredClassLoader("com.samskivert", "org.thymeleaf", "freemarker"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ViewRenderer.class));
		this.runner
			.withClassLoader(new FilteredClassLoader("com.samskivert", "org.thymeleaf", "freemarker",
					"org.springframework.boot.mustache", "org.springframework.boot.thymeleaf",
					"org.springframework.boot.freemarker"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ViewRenderer.class));
	}

	@Test
	void failsAtTheStartIfNothingRendersWhatAVerbReturns() {
		this.runner.withClassLoader(new FilteredClassLoader("com.samskivert", "org.thymeleaf", "freemarker"))
			.withUserConfiguration(PeopleHandler.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("returns View, but there is no ViewRenderer. Add an engine such as "
						+ "spring-boot-starter-mustache, or a bean of type ViewRenderer"));
	}

	@Test
	void backsOffFromTheUsersOwn(CapturedOutput output) {
		this.runner.withUserConfiguration(OwnBeans.class, PeopleHandler.class).run((context) -> {
			assertThat(context).hasSingleBean(ViewRenderer.class).hasSingleBean(Messages.class);
			assertThat(get(context, "/people").body()).isEqualTo("own people");
			assertThat(output).doesNotContain("Views are rendered by");
		});
	}

	@Test
	void readsTemplatesOnceUnlessTheyAreNotKept() {
		for (boolean cache : new boolean[] { true, false }) {
			only(Engine.MUSTACHE).withUserConfiguration(CountingLoader.class)
				.withPropertyValues("jtornado.views.cache=" + cache)
				.run((context) -> {
					get(context, "/people");
					get(context, "/people");
					assertThat(context.getBean(CountingLoader.class).reads).isEqualTo(cache ? 1 : 2);
				});
		}
	}

	@Test
	void leavesLinkBuildersThatTheUserHasSet() {
		SpringTemplateEngine engine = new SpringTemplateEngine();
		engine.setLinkBuilders(Set.of());
		new ThymeleafViewRenderer(engine);

		assertThat(engine.getLinkBuilders()).isEmpty();
	}

	@Test
	void saysIfThereAreNoMessages(CapturedOutput output) {
		only(Engine.FREEMARKER).withPropertyValues("spring.messages.basename=nowhere").run((context) -> {
			assertThat(get(context, "/people").statusCode()).isEqualTo(500);
			assertThat(output).contains("There is no MessageSource that could have 'page.title'");
		});
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "en, -, -, fr, en", "'en,fr', -, -, fr, fr", "'en,fr', -, -, de, en", "'en,fr', de, -, it, de",
					"'en,fr', de, -, 'fr;q=0.5', fr", "'en,fr', de, fixed, fr, de", "'en,fr', -, fixed, fr, en",
					"-, fr, -, en, fr", "'pt-BR,en', -, accept-header, pt, pt-BR" })
	void takesTheLanguagesOfSpringToo(String locales, String locale, String resolver, String field, String tag) {
		ApplicationContextRunner languages = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JTornadoAutoConfiguration.class))
			.withUserConfiguration(OwnBeans.class, PeopleHandler.class)
			.withPropertyValues("jtornado.port=0", "jtornado.loops=1");
		languages = (locales != null) ? languages.withPropertyValues("jtornado.locales=" + locales) : languages;
		languages = (locale != null) ? languages.withPropertyValues("spring.web.locale=" + locale) : languages;
		languages = (resolver != null) ? languages.withPropertyValues("spring.web.locale-resolver=" + resolver)
				: languages;
		languages.run((context) -> assertThat(
				get(context, "/people", "Accept-Language", field).headers().firstValue("Content-Language"))
			.hasValue(tag));
	}

	@Test
	void refusesWhatIsNoLanguage() {
		this.runner.withPropertyValues("jtornado.locales=en,_CH")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("must be languages, such as en or de-CH"));
	}

	@Handler(patterns = "/people", name = "people")
	static class PeopleHandler extends RequestHandler {

		View get() {
			return View.of("people").with("name", EVIL).with("people", List.of("Ada", "É<"));
		}

	}

	@Handler("/worker")
	static class WorkerHandler extends RequestHandler {

		@Blocking
		View get() {
			return View.of("people").with("name", EVIL).with("people", List.of());
		}

	}

	@Handler("/chosen/{view}")
	static class ChosenHandler extends RequestHandler {

		View get(String view) {
			return View.of(view).with("name", EVIL);
		}

		@Override
		protected @Nullable Object loadCurrentUser() {
			return cookie("user");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		@Bean
		ViewRenderer ownRenderer() {
			return (view, model, locale, out) -> out.write("own " + view);
		}

		@Bean
		Messages ownMessages() {
			return (code, args, locale) -> code;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CountingLoader {

		private int reads;

		@Bean
		Mustache.TemplateLoader countingTemplateLoader() {
			return (name) -> {
				this.reads++;
				return new StringReader("{{name}}");
			};
		}

	}

}
