package io.jtornado.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * Compressed files that are of no use; {@link StaticFileHandlerTests} has those that are.
 */
class PrecompressedFilesTests {

	@TempDir
	private Path root;

	private TestResponse fetch(String encoding) {
		try (TestClient client = TestClient.of(Application.builder().staticPath(this.root).build())) {
			return client.request("GET", "/static/app.js").header("Accept-Encoding", encoding).fetch();
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void thatAreNoFilesDoNotHideTheOther() throws IOException, InterruptedException {
		Files.writeString(this.root.resolve("app.js"), "plain");
		Files.writeString(this.root.resolve("app.js.br"), "brotli");
		Path pipe = this.root.resolve("app.js.gz");
		assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

		assertThat(fetch("br").text()).isEqualTo("brotli");
		TestResponse reply = fetch("gzip");
		assertThat(reply.text()).isEqualTo("plain");
		assertThat(reply.header("Vary")).isEqualTo("Accept-Encoding");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void thatMayNotBeReadDoNotHideTheOther() throws IOException {
		Files.writeString(this.root.resolve("app.js"), "plain");
		Path sibling = Files.writeString(this.root.resolve("app.js.br"), "brotli");
		Files.setPosixFilePermissions(sibling, Set.of());
		assumeFalse(Files.isReadable(sibling), "root reads all");

		TestResponse reply = fetch("br");
		assertThat(reply.text()).isEqualTo("plain");
		assertThat(reply.header("Vary")).isEqualTo("Accept-Encoding");
	}

}
