package io.jtornado.programs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import io.jtornado.programs.echo.EchoApplication;
import io.jtornado.programs.hello.HelloApplication;
import io.jtornado.programs.streaming.StreamingApplication;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The programs of the README on Spring Boot.
 */
class SpringProgramsTests {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@Test
	void echoesTheRequestedAddress() throws Exception {
		try (ConfigurableApplicationContext context = start(EchoApplication.class)) {
			HttpResponse<String> response = get(context, "/some/path?and=query");

			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("You requested /some/path?and=query\n");
		}
	}

	@Test
	void greetsTheWorld() throws Exception {
		try (ConfigurableApplicationContext context = start(HelloApplication.class)) {
			assertThat(get(context, "/").body()).isEqualTo("Hello, world");
			assertThat(get(context, "/other").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void streamsBothWays() throws Exception {
		try (ConfigurableApplicationContext context = start(StreamingApplication.class)) {
			HttpRequest upload = request(context, "/uploads/one").PUT(BodyPublishers.ofByteArray(new byte[100_000]))
				.build();
			assertThat(this.client.send(upload, BodyHandlers.ofString()).body()).isEqualTo("one has 100000 bytes");
			assertThat(get(context, "/numbers").body()).startsWith("1\n2\n").endsWith("\n1000000\n");
		}
	}

	private static ConfigurableApplicationContext start(Class<?> application) {
		return SpringApplication.run(application, "--jtornado.port=0");
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		return this.client.send(request(context, path).build(), BodyHandlers.ofString());
	}

	private static HttpRequest.Builder request(ConfigurableApplicationContext context, String path) {
		int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
	}

}
