package io.jtornado.web;

import java.util.Locale;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LocaleTests {

	private static final Locale SWISS = Locale.forLanguageTag("de-CH");

	private final LogCapture log = new LogCapture("jtornado.application");

	private Consumer<Script> script = (handler) -> handler.render("page");

	private Locale chosen;

	private int asked;

	class Script extends RequestHandler {

		void get() {
			LocaleTests.this.script.accept(this);
		}

		@Override
		protected Locale userLocale() {
			LocaleTests.this.asked++;
			return LocaleTests.this.chosen;
		}

	}

	private final TestClient client = client(Locale.ENGLISH, SWISS, Locale.FRENCH, Locale.ENGLISH);

	private TestClient client(Locale... locales) {
		return new TestClient(Application.builder()
			.add(url("/", Script.class, Script::new))
			.locales(locales)
			.views((view, model, locale, out) -> out.write(locale + " " + model.get("locale")))
			.messages((code, args, locale) -> code + " " + locale + " " + args.length)
			.accessLog(false)
			.build());
	}

	@AfterEach
	void close() {
		this.log.close();
		this.client.close();
	}

	private TestClient.Reply run(Consumer<Script> steps, String... fields) {
		this.script = steps;
		return this.client.get("/", fields);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			de-CH, en;q=0.5 | de_CH | de-CH
			de | de_CH | de-CH
			fr-CA | fr | fr
			it | en | en
			* | en | en
			fr;q=0 | en | en
			junk;;q= | en | en
			""")
	void takesTheLanguageOfTheBrowser(String field, String locale, String tag) {
		TestClient.Reply reply = this.client.get("/", "Accept-Language: " + field);

		assertThat(reply.body()).isEqualTo(locale + " " + locale);
		assertThat(reply.header("Content-Language")).isEqualTo(tag);
		assertThat(reply.header("Vary")).isEqualTo("Accept-Language");
	}

	@Test
	void readsAllLinesOfTheField() {
		TestClient.Reply reply = this.client.get("/", "Accept-Language: it", "Accept-Language: fr");

		assertThat(reply.header("Content-Language")).isEqualTo("fr");
	}

	@Test
	void takesTheFirstIfTheBrowserSaysNothing() {
		TestClient.Reply reply = this.client.get("/");

		assertThat(reply.body()).isEqualTo("en en");
		assertThat(reply.header("Content-Language")).isEqualTo("en");
		assertThat(reply.header("Vary")).isEqualTo("Accept-Language");
	}

	@Test
	void takesWhatTheUserHasChosen() {
		this.chosen = SWISS;
		TestClient.Reply reply = this.client.get("/", "Accept-Language: fr");

		assertThat(reply.body()).isEqualTo("de_CH de_CH");
		assertThat(reply.header("Content-Language")).isEqualTo("de-CH");
		assertThat(reply.header("Vary")).isNull();
		assertThat(this.asked).isOne();
	}

	@Test
	void takesWhatIsSet() {
		this.chosen = SWISS;
		TestClient.Reply reply = run((handler) -> {
			assertThat(handler.locale()).isEqualTo(SWISS);
			handler.setLocale(Locale.FRENCH);
			handler.render("page");
		});

		assertThat(reply.header("Content-Language")).isEqualTo("fr");
	}

	/**
	 * Or anybody could have templates and messages looked for in languages without end.
	 */
	@ParameterizedTest
	@CsvSource({ "de, de-CH", "de-AT, de-CH", "fr-x-0123456, fr", "it, en", "und, en", "en-u-co-phonebk, en" })
	void takesTheClosestOfItsOwn(String tag, String own) {
		this.chosen = Locale.forLanguageTag(tag);

		assertThat(this.client.get("/", "Accept-Language: fr").header("Content-Language")).isEqualTo(own);
		assertThat(run((handler) -> {
			handler.setLocale(Locale.forLanguageTag(tag));
			handler.render("page");
		}).header("Content-Language")).isEqualTo(own);
	}

	@Test
	void takesAnyIfItHasNoneOfItsOwn() {
		this.chosen = Locale.ITALIAN;
		try (TestClient any = client()) {
			assertThat(any.get("/").header("Content-Language")).isEqualTo("it");
		}
	}

	@Test
	void leavesAContentLanguageThatIsSet() {
		TestClient.Reply reply = run((handler) -> {
			handler.setHeader("Content-Language", "en, fr");
			handler.render("page");
		});

		assertThat(reply.header("Content-Language")).isEqualTo("en, fr");
	}

	@Test
	void says304WithoutContentLanguageButWithVary() {
		String tag = this.client.get("/").header("Etag");
		TestClient.Reply reply = this.client.get("/", "If-None-Match: " + tag);

		assertThat(reply.status()).isEqualTo(304);
		assertThat(reply.header("Content-Language")).isNull();
		assertThat(reply.header("Vary")).isEqualTo("Accept-Language");
	}

	@Test
	void saysVaryOnceAndBesideOthers() {
		TestClient.Reply reply = run((handler) -> {
			handler.addHeader("Vary", "Cookie");
			handler.browserLocale();
			handler.locale();
			handler.render("page");
		});

		assertThat(reply.header("Vary")).isEqualTo("Cookie\nAccept-Language");
	}

	@Test
	void saysVaryOnTheErrorPageToo() {
		TestClient.Reply reply = run((handler) -> {
			handler.locale();
			handler.sendError(404);
		});
		assertThat(reply.header("Vary")).isEqualTo("Accept");

		try (TestClient pages = new TestClient(Application.builder()
			.add(url("/", Localized.class))
			.locales(Locale.ENGLISH, Locale.FRENCH)
			.accessLog(false)
			.build())) {
			TestClient.Reply page = pages.get("/", "Accept-Language: fr");
			assertThat(page.body()).isEqualTo("fr");
			assertThat(page.header("Vary")).isEqualTo("Accept-Language");
		}
	}

	static class Localized extends RequestHandler {

		void get() {
			locale();
			sendError(403);
		}

		@Override
		protected void writeError(int status, Throwable error) {
			write(locale().toString());
		}

	}

	@Test
	void negotiatesNothingIfThereIsNoChoice() {
		try (TestClient one = client(Locale.FRENCH); TestClient none = client()) {
			TestClient.Reply french = one.get("/", "Accept-Language: en");
			TestClient.Reply machine = none.get("/", "Accept-Language: xx");

			assertThat(french.header("Content-Language")).isEqualTo("fr");
			assertThat(french.header("Vary")).isNull();
			assertThat(machine.body()).startsWith(Locale.getDefault().toString());
			assertThat(machine.header("Content-Language")).isNull();
			assertThat(machine.header("Vary")).isNull();
		}
	}

	@Test
	void doesNothingForAHandlerThatDoesNotAsk() {
		TestClient.Reply reply = run((handler) -> handler.write("x"), "Accept-Language: fr");

		assertThat(reply.header("Content-Language")).isNull();
		assertThat(reply.header("Vary")).isNull();
		assertThat(this.asked).isZero();
	}

	@Test
	void findsMessages() {
		TestClient.Reply reply = run((handler) -> handler.write(handler.message("a") + handler.message("b", 1, 2)),
				"Accept-Language: fr");

		assertThat(reply.body()).isEqualTo("a fr 0b fr 2");
	}

	@Test
	void saysIfThereAreNoMessages() {
		try (TestClient bare = new TestClient(url("/", Greeting.class))) {
			assertThat(bare.get("/").status()).isEqualTo(500);
		}
		assertThat(this.log.failures()).contains("There are no Messages that could have 'greeting'");
	}

	static class Greeting extends RequestHandler {

		String get() {
			return message("greeting");
		}

	}

	@Test
	void wantsLanguages() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Application.builder().locales(Locale.ENGLISH, new Locale("", "CH")))
			.withMessage("Locale '_CH' has no language");
	}

}
