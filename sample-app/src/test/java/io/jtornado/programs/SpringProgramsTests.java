package io.jtornado.programs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.jtornado.programs.arguments.ArgumentsApplication;
import io.jtornado.programs.echo.EchoApplication;
import io.jtornado.programs.files.FilesApplication;
import io.jtornado.programs.hello.HelloApplication;
import io.jtornado.programs.life.LifeApplication;
import io.jtornado.programs.streaming.StreamingApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

	@Test
	void readsArguments(@TempDir Path photos) throws Exception {
		try (ConfigurableApplicationContext context = start(ArgumentsApplication.class, "--photos=" + photos,
				"--jtornado.multipart.file-threshold=1KB")) {
			assertThat(get(context, "/search/maps?q=old+roads&tag=a&tag=b").body())
				.isEqualTo("maps: page 1 for old roads with tags [a, b]");
			assertThat(get(context, "/search/maps?q=x&page=two").statusCode()).isEqualTo(400);
			assertThat(get(context, "/search/maps").statusCode()).isEqualTo(400);

			String photo = submit(context, "/photos", "x".repeat(5000)).body();
			assertThat(photo).startsWith("Summer is ").endsWith(", 5000 bytes");
			assertThat(photos.resolve(photo.substring(10, 46))).hasContent("x".repeat(5000));
			assertThat(submit(context, "/import", "x".repeat(5000)).body()).isEqualTo("[title, photo] have 5006 bytes");
		}
	}

	@Test
	void servesStaticFiles(@TempDir Path files) throws Exception {
		Files.writeString(files.resolve("page.css"), "p {}");
		try (ConfigurableApplicationContext context = start(FilesApplication.class,
				"--jtornado.static-path=" + files)) {
			String page = get(context, "/").body();
			assertThat(page).matches("<link rel=\"stylesheet\" href=\"/static/page\\.css\\?v=[0-9a-f]{32}\"/>");
			HttpResponse<String> css = get(context, page.split("\"")[3]);
			assertThat(css.body()).isEqualTo("p {}");
			assertThat(css.headers().firstValue("Cache-Control")).hasValue("max-age=31536000, immutable");
			HttpResponse<String> download = get(context, "/downloads/terms.txt");
			assertThat(download.headers().firstValue("Content-Disposition")).hasValue("attachment");
		}
	}

	@Test
	void intercepts() throws Exception {
		try (ConfigurableApplicationContext context = start(LifeApplication.class)) {
			HttpResponse<String> refused = get(context, "/prices/tea");
			assertThat(refused.statusCode()).isEqualTo(401);
			assertThat(refused.headers().firstValue("Strict-Transport-Security")).isPresent();
			assertThat(priced(context, "tea").body()).isEqualTo("3");
			assertThat(priced(context, "tea").headers().firstValue("Access-Control-Allow-Origin"))
				.contains("https://shop.example.org");
			assertThat(priced(context, "love").statusCode()).isEqualTo(404);

			HttpRequest preflight = request(context, "/prices/tea").method("OPTIONS", BodyPublishers.noBody())
				.header("Origin", "https://shop.example.org")
				.header("Access-Control-Request-Method", "PUT")
				.build();
			HttpResponse<String> allowed = this.client.send(preflight, BodyHandlers.ofString());
			assertThat(allowed.statusCode()).isEqualTo(204);
			assertThat(allowed.headers().firstValue("Access-Control-Allow-Methods"))
				.contains("GET, HEAD, PUT, OPTIONS");
			assertThat(get(context, "/report").statusCode()).isEqualTo(503);
		}
	}

	private HttpResponse<String> priced(ConfigurableApplicationContext context, String thing) throws Exception {
		HttpRequest request = request(context, "/prices/" + thing).header("X-Key", "1")
			.header("Origin", "https://shop.example.org")
			.build();
		return this.client.send(request, BodyHandlers.ofString());
	}

	private HttpResponse<String> submit(ConfigurableApplicationContext context, String path, String content)
			throws Exception {
		String body = """
				--b\r
				Content-Disposition: form-data; name="title"\r
				\r
				Summer\r
				--b\r
				Content-Disposition: form-data; name="photo"; filename="../beach.png"\r
				Content-Type: image/png\r
				\r
				""" + content + "\r\n--b--\r\n";
		return this.client.send(request(context, path).header("Content-Type", "multipart/form-data; boundary=b")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private static ConfigurableApplicationContext start(Class<?> application, String... options) {
		return SpringApplication.run(application,
				Stream.concat(Stream.of("--jtornado.port=0"), Stream.of(options)).toArray(String[]::new));
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		return this.client.send(request(context, path).build(), BodyHandlers.ofString());
	}

	private static HttpRequest.Builder request(ConfigurableApplicationContext context, String path) {
		int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
	}

}
