package io.jtornado.programs.views;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import io.jtornado.web.Application;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** What docs/views.md shows of the core alone. */
class ViewsGuideTests {

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	private final TestClient client = TestClient.of(Application.builder()
		.add(url("/hello/{name}", GreetingHandler.class))
		.views(new TinyViews(Path.of("src/test/resources/views")))
		.locales(Locale.ENGLISH, Locale.GERMAN)
		.messages((code, args, locale) -> MessageFormat
			.format(ResourceBundle.getBundle("views.greetings", locale).getString(code), args))
		.build());

	@AfterEach
	void close() {
		this.client.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TinyViews", "GreetingHandler" })
	void theGuideShowsThemAsTheyAreTested(String name) throws IOException {
		String file = Files
			.readString(ROOT.resolve("jtornado-core/src/test/java/io/jtornado/programs/views/" + name + ".java"));
		String shown = file.substring(file.indexOf("class " + name)).replace("\t", "    ").strip();

		assertThat(Files.readString(ROOT.resolve("docs/views.md"))).contains("```java\n" + shown + "\n```");
	}

	@Test
	void greetsEverybodyInHisLanguage() {
		TestResponse german = this.client.request("GET", "/hello/Ada").header("Accept-Language", "de-AT").fetch();

		assertThat(german.text()).isEqualTo("<h1>Guten Tag, Ada</h1>\n");
		assertThat(german.header("Content-Language")).isEqualTo("de");
		assertThat(this.client.request("GET", "/hello/%3Cb%3E").fetch().text())
			.isEqualTo("<h1>Good day, &lt;b&gt;</h1>\n");
		assertThat(this.client.request("GET", "/hello/Ada").header("Cookie", "language=de").fetch().text())
			.isEqualTo("<h1>Guten Tag, Ada</h1>\n");
	}

}
