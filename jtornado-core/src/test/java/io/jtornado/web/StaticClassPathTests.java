package io.jtornado.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.Limits;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class StaticClassPathTests {

	private static final StaticFileOptions OPTIONS = StaticFileOptions.DEFAULTS.withDefaultFile("index.html");

	@TempDir
	private Path place;

	private static byte[] large() {
		byte[] bytes = new byte[300_000];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) (i >> 5);
		}
		return bytes;
	}

	private URL jar() throws IOException {
		Path jar = this.place.resolve("web.jar");
		try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
			add(entries, "secret.txt", "secret".getBytes(StandardCharsets.UTF_8));
			for (String directory : new String[] { "public/", "public/sub/" }) {
				entries.putNextEntry(new JarEntry(directory));
			}
			add(entries, "public/a b.txt", "in a jar".getBytes(StandardCharsets.UTF_8));
			add(entries, "public/a b.txt.gz", "coded".getBytes(StandardCharsets.UTF_8));
			add(entries, "public/sub/index.html", "index".getBytes(StandardCharsets.UTF_8));
			add(entries, "public/large.bin", large());
		}
		return jar.toUri().toURL();
	}

	private static void add(JarOutputStream entries, String name, byte[] bytes) throws IOException {
		entries.putNextEntry(new JarEntry(name));
		entries.write(bytes);
	}

	private URL directory() throws IOException {
		Path root = this.place.resolve("classes");
		Files.createDirectories(root.resolve("public/sub"));
		Files.writeString(root.resolve("secret.txt"), "secret");
		Files.writeString(root.resolve("public/a b.txt"), "in a jar");
		Files.writeString(root.resolve("public/a b.txt.gz"), "coded");
		Files.writeString(root.resolve("public/sub/index.html"), "index");
		Files.write(root.resolve("public/large.bin"), large());
		return root.toUri().toURL();
	}

	private URL place(String kind) throws IOException {
		return kind.equals("jar") ? jar() : directory();
	}

	private static TestClient client(URLClassLoader loader) {
		return TestClient.of(Application.builder()
			.staticFiles(StaticFiles.resources("public/", loader, OPTIONS))
			.staticUrlPrefix("/s/")
			.build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "jar", "directory" })
	void servesResources(String kind) throws IOException {
		try (URLClassLoader loader = new URLClassLoader(new URL[] { place(kind) }, null);
				TestClient client = client(loader)) {
			TestResponse reply = client.fetch("GET", "/s/a%20b.txt");
			assertThat(reply.text()).isEqualTo("in a jar");
			assertThat(reply.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
			assertThat(reply.header("Last-Modified")).isNotNull();
			assertThat(reply.header("Vary")).isEqualTo("Accept-Encoding");
			assertThat(client.fetch("HEAD", "/s/a%20b.txt").header("Content-Length")).isEqualTo("8");
			assertThat(client.request("GET", "/s/a%20b.txt").header("Accept-Encoding", "gzip").fetch().text())
				.isEqualTo("coded");
			assertThat(client.request("GET", "/s/a%20b.txt").header("Range", "bytes=3-3").fetch().text())
				.isEqualTo("a");
			assertThat(client.fetch("GET", "/s/sub/").text()).isEqualTo("index");
			assertThat(client.fetch("GET", "/s/sub").header("Location")).isEqualTo("/s/sub/");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jar", "directory" })
	void servesLargeResourcesAndPartsOfThem(String kind) throws IOException {
		byte[] bytes = large();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { place(kind) }, null);
				TestClient client = client(loader)) {
			assertThat(client.fetch("GET", "/s/large.bin").body()).isEqualTo(bytes);
			assertThat(client.request("GET", "/s/large.bin").header("Range", "bytes=100000-").fetch().body())
				.isEqualTo(Arrays.copyOfRange(bytes, 100_000, 300_000));
			byte[] parts = client.request("GET", "/s/large.bin")
				.header("Range", "bytes=200000-299999,0-99999")
				.fetch()
				.body();
			assertThat(new String(parts, StandardCharsets.ISO_8859_1)).contains(
					new String(bytes, 200_000, 100_000, StandardCharsets.ISO_8859_1),
					new String(bytes, 0, 100_000, StandardCharsets.ISO_8859_1));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jar", "directory" })
	void staysBelowItsDirectory(String kind) throws IOException {
		try (URLClassLoader loader = new URLClassLoader(new URL[] { place(kind) }, null);
				TestClient client = client(loader)) {
			assertThat(client.fetch("GET", "/s/../secret.txt").status()).isEqualTo(403);
			assertThat(client.fetch("GET", "/s/%2e%2e/secret.txt").status()).isEqualTo(403);
			assertThat(client.fetch("GET", "/s//secret.txt").status()).isEqualTo(404);
			assertThat(client.fetch("GET", "/s/none.txt").status()).isEqualTo(404);
			assertThat(client.fetch("GET", "/s/sub/index.html/").status()).isEqualTo(404);
			assertThat(client.fetch("GET", "/s/").status()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jar", "directory" })
	void directoriesWithoutADefaultFileAreRefused(String kind) throws IOException {
		try (URLClassLoader loader = new URLClassLoader(new URL[] { place(kind) }, null);
				TestClient client = TestClient
					.of(Application.builder().staticFiles(StaticFiles.resources("/public", loader)).build())) {
			assertThat(client.fetch("GET", "/static/sub/").status()).isEqualTo(403);
			assertThat(client.fetch("GET", "/static/sub").status()).isEqualTo(403);
			assertThat(client.fetch("GET", "/static/").status()).isEqualTo(403);
		}
	}

	@Test
	void readsNoJarSeveralTimesForOneAnswer() throws IOException {
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar() }, null);
				TestClient client = client(loader)) {
			assertThat(client.request("GET", "/s/large.bin").header("Range", "bytes=200-299,0-99").fetch().status())
				.isEqualTo(200);
			assertThat(client.request("GET", "/s/large.bin").header("Range", "bytes=0-99,200-299").fetch().status())
				.isEqualTo(206);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jar", "directory" })
	void sendsWhatIsLargerThanMayWait(String kind) throws IOException {
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS
			.withLimits(new Limits(16 * 1024, 100, 1000, 16 * 1024, 0));
		try (URLClassLoader loader = new URLClassLoader(new URL[] { place(kind) }, null);
				TestClient client = TestClient
					.of(Application.builder().staticFiles(StaticFiles.resources("public/", loader)).build(), options)) {
			assertThat(client.fetch("GET", "/static/large.bin").body()).isEqualTo(large());
			assertThat(client.request("GET", "/static/large.bin").header("Range", "bytes=0-50000").fetch().body())
				.hasSize(50_001);
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void leavesNoJarOpen() throws IOException {
		Path jar = this.place.resolve("web.jar");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar() }, null);
				TestClient client = client(loader)) {
			client.fetch("GET", "/s/none.txt");
			long before = OpenFiles.of(jar);
			for (String name : new String[] { "a%20b.txt", "a%20b.txt.gz", "sub/index.html", "sub", "large.bin" }) {
				client.fetch("GET", "/s/" + name);
			}

			await().untilAsserted(() -> assertThat(OpenFiles.of(jar)).isEqualTo(before));
		}
	}

	@Test
	void refusesDirectoriesThatAreNone() throws IOException {
		try (URLClassLoader loader = new URLClassLoader(new URL[] { directory() }, null)) {
			assertThatIllegalArgumentException().isThrownBy(() -> StaticFiles.resources("none", loader))
				.withMessageContaining("no such directory on the class path");
			assertThatIllegalArgumentException().isThrownBy(() -> StaticFiles.resources("/", loader))
				.withMessageContaining("all of the class path");
		}
	}

}
