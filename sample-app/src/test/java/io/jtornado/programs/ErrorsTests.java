package io.jtornado.programs;

import java.net.InetSocketAddress;

import io.jtornado.programs.errors.ErrorsApplication;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/errors.md shows.
 */
@SpringBootTest(classes = ErrorsApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class ErrorsTests {

	@LocalServerPort
	private int port;

	private TestResponse ask(String method, String path, String accept) {
		try (TestClient client = TestClient.connectedTo(new InetSocketAddress("localhost", this.port))) {
			return client.request(method, path).header("Accept", accept).fetch();
		}
	}

	@ParameterizedTest
	@CsvSource({ "/seats/101,404,<h1>There is no such page</h1>", "/seats/13,409,<h1>409</h1><p>The seat is taken</p>",
			"/seats/0,500,<h1>500</h1><p>Internal Server Error</p>", "/none,404,<h1>There is no such page</h1>" })
	void showsPagesToBrowsers(String path, int status, String page) {
		TestResponse response = ask("PUT", path, "text/html,*/*;q=0.8");

		assertThat(response.status()).isEqualTo(status);
		assertThat(response.text()).isEqualTo(page);
	}

	@Test
	void tellsProgramsTheProblem() {
		TestResponse response = ask("PUT", "/seats/13", "application/json");

		assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(response.text()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,"
				+ "\"detail\":\"The seat is taken\",\"instance\":\"/seats/13\"}");
	}

	@Test
	void servesWhatMatchesNothing() {
		assertThat(ask("GET", "/old.php", "*/*").header("Location")).isEqualTo("/");
	}

}
