package io.jtornado.spring.served;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Arguments and files of an application of Spring's. */
@Timeout(60)
class FormTests {

	private static final String FILE = """
			--b\r
			Content-Disposition: form-data; name="title"\r
			\r
			T\r
			--b\r
			Content-Disposition: form-data; name="file"; filename="f"\r
			\r
			""";

	@TempDir
	private Path directory;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private ConfigurableApplicationContext context;

	@BeforeEach
	void start() {
		this.context = SpringApplication.run(ServedApplication.class, "--jtornado.port=0",
				"--jtornado.shutdown=immediate", "--jtornado.multipart.file-threshold=1KB",
				"--jtornado.multipart.max-parts=2", "--jtornado.multipart.max-stored=10KB",
				"--jtornado.multipart.directory=" + this.directory);
	}

	@AfterEach
	void close() throws IOException {
		this.context.close();
		assertThat(stored()).isZero();
	}

	private int port() {
		return this.context.getEnvironment().getRequiredProperty("local.jtornado.port", Integer.class);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
	}

	private HttpResponse<String> submit(String body) throws IOException, InterruptedException {
		return this.client.send(request("/form").header("Content-Type", "multipart/form-data; boundary=b")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private long stored() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.count();
		}
	}

	@Test
	void convertsArgumentsAsSpringDoes() throws Exception {
		String path = "/days?from=2024-02-28&days=2&every=10s&every=2h";

		assertThat(this.client.send(request(path).build(), BodyHandlers.ofString()).body())
			.isEqualTo("2024-03-01 [PT10S, PT2H]");
		for (String query : new String[] { "", "?from=tomorrow", "?from=2024-02-28&days=x",
				"?from=2024-02-28&days=" }) {
			assertThat(this.client.send(request("/days" + query).build(), BodyHandlers.ofString()).statusCode())
				.as(query)
				.isEqualTo(400);
		}
	}

	@Test
	void storesFilesBeyondTheThreshold() throws Exception {
		assertThat(submit(FILE + "x".repeat(1024) + "\r\n--b--").body()).isEqualTo("T 1024 held");
		assertThat(submit(FILE + "x".repeat(1025) + "\r\n--b--").body()).isEqualTo("T 1025 stored");

		await().untilAsserted(() -> assertThat(stored()).isZero());
	}

	@Test
	void keepsTheBoundsThatAreSet() throws Exception {
		assertThat(submit(FILE + "x".repeat(11_000) + "\r\n--b--").statusCode()).isEqualTo(503);
		assertThat(submit(FILE + "\r\n" + FILE + "\r\n--b--").statusCode()).isEqualTo(400);
	}

	@Test
	void removesAFileThatIsComingInWhenTheApplicationEnds() throws Exception {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
			socket.getOutputStream()
				.write(("POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n"
						+ "Content-Length: 9000\r\n\r\n" + FILE + "x".repeat(2000))
					.getBytes(StandardCharsets.ISO_8859_1));
			await().untilAsserted(() -> assertThat(stored()).isOne());

			this.context.close();
			assertThat(stored()).isZero();
		}
	}

}
