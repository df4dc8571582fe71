package io.jtornado.web;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ViewTests {

	private final LogCapture log = new LogCapture("jtornado.application");

	private Function<Script, Object> script = (handler) -> null;

	private Map<String, Object> shown = new HashMap<>();

	private final CompletableFuture<View> later = new CompletableFuture<>();

	class Script extends RequestHandler {

		Object get() {
			return ViewTests.this.script.apply(this);
		}

		@Override
		protected Map<String, Object> templateNamespace() {
			Map<String, Object> names = super.templateNamespace();
			names.put("site", "here");
			return names;
		}

		@Override
		protected void writeError(int status, Throwable error) {
			render("error", Map.of("status", status));
		}

	}

	/** A map of all requests, which nothing may be written to. */
	static class Shared extends RequestHandler {

		private static final Map<String, Object> NAMES = Map.of("site", "here");

		View get() {
			return View.of("shared").with("own", argument("own"));
		}

		@Override
		protected Map<String, Object> templateNamespace() {
			return NAMES;
		}

	}

	class Staged extends RequestHandler {

		CompletionStage<View> get() {
			return ViewTests.this.later;
		}

	}

	static class Blocked extends RequestHandler {

		@Blocking
		View get() {
			return View.of("blocked");
		}

		@Blocking
		void post() {
			render("blocked");
		}

	}

	private final TestClient client = client(this::render);

	private TestClient client(ViewRenderer renderer) {
		return new TestClient(Application.builder()
			.add(url("/", Script.class, Script::new).named("script"), url("/later", Staged.class, Staged::new),
					url("/blocked", Blocked.class), url("/shared", Shared.class))
			.executor(Runnable::run)
			.views(renderer)
			.accessLog(false)
			.build());
	}

	/** A view of its own name. */
	private void render(String view, Map<String, Object> model, Locale locale, Writer out) throws Exception {
		this.shown = model;
		if (view.equals("endless")) {
			while (true) {
				out.write("and on ");
			}
		}
		if (view.equals("missing")) {
			out.write("half of it");
			throw new IOException("There is no file missing.html");
		}
		out.write('<');
		out.write(view.toCharArray(), 0, view.length());
		out.append("é>").append('!');
	}

	@Test
	void leavesTheNamesOfAHandlerAlone() {
		assertThat(this.client.get("/shared?own=1").status()).isEqualTo(200);
		assertThat(this.shown).containsOnly(Map.entry("site", "here"), Map.entry("own", "1"));
	}

	@AfterEach
	void close() {
		this.log.close();
		this.client.close();
	}

	private TestClient.Reply run(Function<Script, Object> steps, String... fields) {
		this.script = steps;
		return this.client.get("/", fields);
	}

	private TestClient.Reply view(String name) {
		return run((handler) -> View.of(name));
	}

	@Test
	void rendersHtmlAndFinishes() {
		TestClient.Reply reply = run((handler) -> {
			handler.write("before ");
			handler.render("page");
			assertThatIllegalStateException().isThrownBy(() -> handler.render("page"));
			assertThatIllegalStateException().isThrownBy(() -> handler.write("more"));
			return "never seen";
		});

		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).isEqualTo("before <pageé>!");
		assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
		assertThat(reply.header("Content-Length")).isEqualTo("16");
		assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(reply.header("Content-Language")).isNull();
		assertThat(reply.header("Vary")).isNull();
	}

	@Test
	void rendersWhatAVerbReturns() {
		TestClient.Reply reply = run((handler) -> {
			handler.setStatus(201);
			return View.of("users/all", Map.of("a", 1)).with("b", null);
		});

		assertThat(reply.status()).isEqualTo(201);
		assertThat(reply.body()).isEqualTo("<users/allé>!");
		assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
		assertThat(this.shown).containsEntry("a", 1).containsEntry("b", null);
	}

	@Test
	void rendersWhatAStageBrings() {
		assertThat(this.client.get("/later").isEmpty()).isTrue();
		this.later.complete(View.of("late"));

		assertThat(this.client.reply().body()).isEqualTo("<lateé>!");
	}

	@Test
	void rendersOnTheWorkerOfABlockingVerb() {
		assertThat(this.client.get("/blocked").body()).isEqualTo("<blockedé>!");
		assertThat(this.client.send("POST", "/blocked", "").body()).isEqualTo("<blockedé>!");
	}

	@Test
	void leavesAContentTypeThatIsSet() {
		TestClient.Reply reply = run((handler) -> {
			handler.setHeader("Content-Type", "application/atom+xml");
			handler.render("feed");
			return null;
		});

		assertThat(reply.header("Content-Type")).isEqualTo("application/atom+xml");
	}

	@Test
	void givesTheTextWithoutWritingIt() {
		TestClient.Reply reply = run((handler) -> handler.renderString("mail", Map.of()));

		assertThat(reply.body()).isEqualTo("<mailé>!");
		assertThat(reply.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
	}

	@Test
	void hasNamesForEveryView() {
		run((handler) -> View.of("page").with("handlers", 1));
		assertThat(this.shown).containsOnlyKeys("handler", "locale", "site", "handlers")
			.containsEntry("site", "here")
			.containsEntry("locale", Locale.getDefault());
		assertThat(((ViewFunctions) this.shown.get("handler")).reverseUrl("script")).isEqualTo("/");

		run((handler) -> View.of("page").with("site", "there"));
		assertThat(this.shown).containsEntry("site", "there");
	}

	@Test
	void asksItsHandler() {
		ViewRenderer form = (view, model, locale, out) -> {
			ViewFunctions handler = (ViewFunctions) model.get("handler");
			out.write(handler.xsrfFormHtml() + handler.xsrfToken() + handler.message("m", 1) + handler.locale()
					+ handler.currentUser() + handler.staticUrl("none"));
		};
		try (TestClient forms = new TestClient(Application.builder()
			.add(url("/", Script.class, Script::new))
			.views(form)
			.messages((code, args, locale) -> code + args[0])
			.locales(Locale.FRENCH)
			.staticPath(Path.of("src/test/resources/views"))
			.accessLog(false)
			.build())) {
			this.script = (handler) -> {
				handler.setCurrentUser("Ada");
				return View.of("form");
			};
			TestClient.Reply reply = forms.get("/");

			String token = reply.header("Set-Cookie").replaceFirst("_xsrf=([^;]+).*", "$1");
			assertThat(reply.body()).isEqualTo(
					"<input type=\"hidden\" name=\"_xsrf\" value=\"" + token + "\"/>" + token + "m1frAda/static/none");
			assertThat(reply.header("Vary")).isEqualTo("Cookie");
			assertThat(reply.header("Cache-Control")).isEqualTo("private");
		}
	}

	@Test
	void answersHeadAsGet() {
		this.script = (handler) -> View.of("page");
		TestClient.Reply get = this.client.get("/");
		TestClient.Reply head = this.client.fetch("HEAD", "/");

		assertThat(head.head()).isEqualTo(get.head());
		assertThat(head.body()).isEmpty();
		assertThat(this.client.get("/", "If-None-Match: " + get.header("Etag")).status()).isEqualTo(304);
	}

	@ParameterizedTest
	@ValueSource(strings = { "..", "../x", "a/../b", "a/..", "/etc/passwd", "a//b", "a/", "./a", "a/./b", ".a", "a.",
			"a..b", "classpath:a", "file:/a", "redirect:/", "a :: b", "__${a}__::x", "a\\b", "a\0", "a\nb", "a b",
			"a%2e%2e", "a?b", "~a", "{a}", "\u2024\u2024/a" })
	@EmptySource
	void takesNoNameThatLeadsElsewhere(String name) {
		TestClient.Reply reply = view(name);

		assertThat(reply.status()).isEqualTo(500);
		assertThat(reply.body()).isEqualTo("<erroré>!");
		assertThat(this.log.failures()).contains("No name of a view: '").doesNotContain("a\nb");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "a/b/c", "a.b", "error/404", "a_b-c.d", "über" })
	void takesNames(String name) {
		assertThat(view(name).body()).isEqualTo("<" + name + "é>!");
	}

	@Test
	void boundsNames() {
		assertThat(view("a".repeat(255)).status()).isEqualTo(200);
		assertThat(view("a".repeat(256)).status()).isEqualTo(500);
	}

	@Test
	void answers500AndNamesTheViewIfThereIsNone() {
		TestClient.Reply reply = run((handler) -> {
			handler.setStatus(201);
			return View.of("missing");
		});

		assertThat(reply.status()).isEqualTo(500);
		assertThat(reply.body()).isEqualTo("<erroré>!");
		assertThat(this.log.failures()).contains("View 'missing' cannot be rendered: There is no file missing.html");
	}

	@Test
	void leavesNothingOfAViewThatFailed() {
		TestClient.Reply reply = run((handler) -> {
			assertThatIllegalStateException().isThrownBy(() -> handler.render("missing"));
			return "something else";
		});

		assertThat(reply.body()).isEqualTo("something else");
	}

	@Test
	void endsAViewThatGoesOnAndOn() {
		assertThat(view("endless").status()).isEqualTo(500);
		assertThat(this.log.failures())
			.contains("View 'endless' cannot be rendered: It is longer than max-buffer-size");
	}

	@Test
	void saysIfThereIsNoRenderer() {
		try (TestClient bare = new TestClient(url("/", Script.class, Script::new))) {
			this.script = (handler) -> View.of("page");

			assertThat(bare.get("/").status()).isEqualTo(500);
		}
		assertThat(this.log.failures()).contains("There is no ViewRenderer for view 'page': "
				+ "Add an engine such as spring-boot-starter-mustache, or a bean of type ViewRenderer; "
				+ "in code Application.builder().views(...)");
	}

	@Test
	void failsAtTheStartIfAVerbReturnsAViewAndNothingRendersIt() {
		for (URLSpec spec : List.of(url("/", Blocked.class), url("/", Staged.class, Staged::new))) {
			Application.Builder application = Application.builder().add(spec).executor(Runnable::run);

			assertThatExceptionOfType(UnsupportedHandlerException.class).isThrownBy(application::build)
				.withMessageContaining("but there is no ViewRenderer. Add an engine such as");
		}
	}

	@Test
	void refusesAForeignThread() {
		run((handler) -> {
			CompletableFuture<String> foreign = CompletableFuture
				.supplyAsync(() -> handler.renderString("page", Map.of()));
			assertThatExceptionOfType(CompletionException.class).isThrownBy(foreign::join)
				.withCauseInstanceOf(IllegalStateException.class)
				.withMessageContaining("does not own this request");
			return null;
		});
		assertThat(this.shown).isNotEmpty(); // the error page of the null
	}

	@Test
	void aViewIsAValue() {
		Map<String, Object> model = new HashMap<>(Map.of("a", 1));
		View view = View.of("page", model);
		model.clear();

		assertThat(view).isEqualTo(View.of("page").with("a", 1)).hasSameHashCodeAs(View.of("page").with("a", 1));
		assertThat(view.with("a", 2).model().get("a")).isEqualTo(2);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> view.model().clear());
		assertThatIllegalArgumentException().isThrownBy(() -> Application.builder().locales(Locale.ROOT));
	}

}
