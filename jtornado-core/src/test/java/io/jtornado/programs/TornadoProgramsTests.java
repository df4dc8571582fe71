package io.jtornado.programs;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.given;

/**
 * The two programs of the README, each in a process of its own, asked over a socket.
 */
class TornadoProgramsTests {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private Process program;

	private int port;

	@AfterEach
	void endTheProgram() {
		if (this.program != null) {
			this.program.destroyForcibly();
		}
	}

	@Test
	void echoesTheRequestedAddress() throws Exception {
		start(EchoServer.class);

		HttpResponse<String> response = get("/some/path?and=query");

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Length")).hasValue("35");
		assertThat(response.body()).isEqualTo("You requested /some/path?and=query\n");
	}

	@Test
	void greetsTheWorldOnThePortItWasToldToUse() throws Exception {
		start(HelloServer.class);

		HttpResponse<String> response = get("/");

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=UTF-8");
		assertThat(response.body()).isEqualTo("Hello, world");
		assertThat(get("/other").statusCode()).isEqualTo(404);
	}

	private void start(Class<?> main) throws IOException {
		this.port = freePort();
		this.program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
				"-cp", System.getProperty("java.class.path"), "-Dport=" + this.port, main.getName())
			.inheritIO()
			.start();
		given().ignoreException(ConnectException.class)
			.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> get("/").statusCode() == 200);
	}

	private HttpResponse<String> get(String path) throws Exception {
		URI address = URI.create("http://localhost:" + this.port + path);
		return this.client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
