package io.jtornado.spring.served;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jtornado.web.Application;
import io.jtornado.web.StaticFileOptions;
import io.jtornado.web.StaticFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Static files of an application of Spring's. */
@Timeout(60)
class StaticFileTests {

	@TempDir
	private Path directory;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@BeforeEach
	void write() throws IOException {
		Files.writeString(this.directory.resolve("a.gltf"), "file");
		Files.createDirectories(this.directory.resolve("sub"));
		Files.writeString(this.directory.resolve("sub/index.html"), "index");
		Files.writeString(this.directory.resolve("robots.txt"), "robots");
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		int port = context.getEnvironment().getRequiredProperty("local.jtornado.port", Integer.class);
		return this.client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
				BodyHandlers.ofString());
	}

	@Test
	void areServedByProperties() throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ServedApplication.class).run(
				"--jtornado.port=0", "--jtornado.static-path=file:" + this.directory,
				"--jtornado.static-url-prefix=/s/", "--jtornado.static-files.default-file=index.html",
				"--jtornado.static-files.content-types.gltf=model/gltf+json",
				"--jtornado.static-files.cache-time=1m")) {
			HttpResponse<String> file = get(context, "/s/a.gltf");

			assertThat(file.body()).isEqualTo("file");
			assertThat(file.headers().firstValue("Content-Type")).hasValue("model/gltf+json");
			assertThat(file.headers().firstValue("Cache-Control")).hasValue("max-age=60");
			assertThat(get(context, "/s/sub/").body()).isEqualTo("index");
			assertThat(get(context, "/static/a.gltf").statusCode()).isEqualTo(404);
			assertThat(context.getBean(Application.class).specs()).extracting("pattern")
				.startsWith("/s/(.*)")
				.endsWith("/(robots\\.txt)")
				.doesNotContain("/(favicon\\.ico)");
		}
	}

	@Test
	void areServedByABean() throws Exception {
		StaticFiles files = StaticFiles.under(this.directory, StaticFileOptions.DEFAULTS);
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ServedApplication.class)
			.initializers((GenericApplicationContext made) -> made.registerBean(StaticFiles.class, () -> files))
			.run("--jtornado.port=0")) {
			assertThat(get(context, "/static/a.gltf").body()).isEqualTo("file");
		}
	}

}
