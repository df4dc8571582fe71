package io.jtornado.programs;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jtornado.programs.views.ViewsApplication;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/views.md shows of Spring Boot, with a browser's memory for cookies.
 */
@SpringBootTest(classes = ViewsApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "jtornado.locales=en,de", "jtornado.xsrf-cookies=true",
				"spring.messages.basename=people.messages", "spring.messages.fallback-to-system-locale=false" })
class ViewsTests {

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	private static final Pattern FIELD = Pattern.compile("name=\"_xsrf\" value=\"([^\"]+)\"");

	private final Browser browser = new Browser();

	@LocalServerPort
	private int port;

	@Test
	void theGuideShowsThemAsTheyAreTested() throws IOException {
		String guide = Files.readString(ROOT.resolve("docs/views.md"));
		String file = Files
			.readString(ROOT.resolve("sample-app/src/test/java/io/jtornado/programs/views/PeopleHandler.java"));
		String template = Files.readString(ROOT.resolve("sample-app/src/test/resources/templates/people.mustache"));

		assertThat(guide)
			.contains("```java\n" + file.substring(file.indexOf("@Handler")).replace("\t", "    ").strip() + "\n```")
			.contains("```html\n" + template + "```");
	}

	@Test
	void showsAFormThatCanBeSent() throws Exception {
		HttpResponse<String> page = get();
		Matcher token = FIELD.matcher(page.body());
		assertThat(token.find()).isTrue();

		HttpResponse<String> after = post(
				"name=%3Cscript%3E&_xsrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8));

		assertThat(after.body()).contains("<p>Ada</p>", "<p>&lt;script&gt;</p>", "action=\"/people\"");
		assertThat(post("name=Eve").statusCode()).isEqualTo(403);
	}

	@Test
	void speaksTheLanguageOfTheBrowser() throws Exception {
		HttpResponse<String> page = get("Accept-Language", "fr, de;q=0.8");

		assertThat(page.body()).contains("<html lang=\"de\">", "<h1>Leute</h1>");
		assertThat(page.headers().firstValue("Content-Language")).hasValue("de");
		assertThat(get("Accept-Language", "fr").body()).contains("<html lang=\"en\">", "<h1>People</h1>");
	}

	private HttpResponse<String> get(String... fields) throws Exception {
		return this.browser.get(this.port, "/people", fields);
	}

	private HttpResponse<String> post(String form) throws Exception {
		return this.browser.post(this.port, "/people", form);
	}

}
