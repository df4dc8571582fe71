package io.jtornado.programs.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The application that docs/routing.md shows, over a socket. */
class RoutingGuideTests {

	private final TestClient client = TestClient.listening(Site.application());

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void theGuideShowsItAsItIsTested() throws IOException {
		Path root = Path.of("").toAbsolutePath().getParent();
		String file = Files
			.readString(root.resolve("jtornado-core/src/test/java/io/jtornado/programs/routing/Site.java"));
		String program = file.substring(file.indexOf("class Site")).replace("\t", "    ").strip();

		assertThat(Files.readString(root.resolve("docs/routing.md"))).contains("```java\n" + program + "\n```");
	}

	@Test
	void routesByPathMethodAndHeader() {
		assertThat(this.client.fetch("GET", "/users/7").text()).isEqualTo("user 7");
		assertThat(this.client.fetch("POST", "/users").header("Location")).isEqualTo("/users/7");
		assertThat(this.client.request("GET", "/users").header("Accept", "text/html").fetch().text())
			.isEqualTo("<li>Ada</li>");
		assertThat(this.client.request("GET", "/users").header("Accept", "text/plain").fetch().text()).isEqualTo("Ada");
		TestResponse refused = this.client.fetch("DELETE", "/users");
		assertThat(refused.status()).isEqualTo(405);
		assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
	}

	@Test
	void redirectsMountsAndTellsHostsApart() {
		TestResponse moved = this.client.fetch("GET", "/people/7?tab=1");
		assertThat(moved.status()).isEqualTo(301);
		assertThat(moved.header("Location")).isEqualTo("/users/7?tab=1");
		assertThat(this.client.fetch("GET", "/admin/").text()).isEqualTo("admin");
		assertThat(this.client.fetch("GET", "/").status()).isEqualTo(404);
		assertThat(this.client.request("GET", "/").header("Host", "api.example.com:80").fetch().text())
			.isEqualTo("the API");
	}

}
