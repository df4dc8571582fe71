package io.jtornado.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.jtornado.testing.ManualClock;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class StaticUrlTests {

	@TempDir
	private Path root;

	static class PageHandler extends RequestHandler {

		String get() {
			return staticUrl("a b.css") + " " + absoluteStaticUrl("sub/none.js");
		}

	}

	static class IconHandler extends RequestHandler {

		String get() {
			return "mine";
		}

	}

	@BeforeEach
	void write() throws IOException {
		Files.writeString(this.root.resolve("a b.css"), "p {}");
		Files.writeString(this.root.resolve("robots.txt"), "User-agent: *");
		Files.writeString(this.root.resolve("favicon.ico"), "icon");
	}

	private Application.Builder builder() {
		return Application.builder().add(url("/", PageHandler.class)).staticPath(this.root);
	}

	private static String cssUrl(TestClient client) {
		return client.fetch("GET", "/").text().split(" ")[0];
	}

	@Test
	void haveTheVersionOfTheirFile() {
		try (TestClient client = TestClient.of(builder().build())) {
			TestResponse page = client.fetch("GET", "/");

			assertThat(page.text()).matches("/static/a%20b\\.css\\?v=[0-9a-f]{32} http://[^/]+/static/sub/none\\.js");
			TestResponse css = client.fetch("GET", page.text().split(" ")[0]);
			assertThat(css.text()).isEqualTo("p {}");
			assertThat(css.header("Cache-Control")).isEqualTo("max-age=31536000, immutable");
		}
	}

	@Test
	void ofAnotherVersionAreNotKept() throws IOException {
		try (TestClient client = TestClient.of(builder().build())) {
			String before = cssUrl(client);
			Files.writeString(this.root.resolve("a b.css"), "p { color: red }");

			assertThat(client.fetch("GET", before).header("Cache-Control")).isEqualTo("no-cache");
			assertThat(client.fetch("GET", "/static/a%20b.css?v=").header("Cache-Control")).isEqualTo("no-cache");
			assertThat(client.fetch("GET", "/static/a%20b.css").header("Cache-Control")).isNull();
			assertThat(client.request("GET", before).header("If-None-Match", "*").fetch().header("Cache-Control"))
				.isEqualTo("no-cache");
		}
	}

	@Test
	void followTheirFile() throws IOException {
		try (TestClient client = TestClient.of(builder().build())) {
			String before = cssUrl(client);
			Files.writeString(this.root.resolve("a b.css"), "p { color: red }");
			client.advance(Duration.ofSeconds(1));

			await().until(() -> !cssUrl(client).equals(before));
			assertThat(client.fetch("GET", cssUrl(client)).header("Cache-Control")).contains("immutable");
		}
	}

	@Test
	void ofNewFilesGetTheirVersionLater() throws IOException {
		Files.delete(this.root.resolve("a b.css"));
		try (TestClient client = TestClient.of(builder().build())) {
			assertThat(cssUrl(client)).isEqualTo("/static/a%20b.css");
			Files.writeString(this.root.resolve("a b.css"), "p {}");

			await().until(() -> {
				client.advance(Duration.ofSeconds(1));
				return cssUrl(client).contains("?v=");
			});
		}
	}

	@Test
	void needStaticFiles() {
		try (TestClient client = TestClient.of(new Application(url("/", PageHandler.class)))) {
			assertThat(client.fetch("GET", "/").status()).isEqualTo(500);
		}
	}

	@Test
	void filesAreAheadOfOtherRoutesAndWellKnownOnesBehind() {
		Application.Builder builder = builder().add(url("/favicon.ico", IconHandler.class))
			.add(url("/static/(.*)x", RedirectHandler.class, () -> new RedirectHandler("/")));
		try (TestClient client = TestClient.of(builder.build())) {
			assertThat(client.fetch("GET", "/favicon.ico").text()).isEqualTo("mine");
			assertThat(client.fetch("GET", "/robots.txt").text()).isEqualTo("User-agent: *");
			assertThat(client.fetch("GET", "/static/x").status()).isEqualTo(404);
			assertThat(builder.build().specs().get(0).pattern()).isEqualTo("/static/(.*)");
		}
	}

	@Test
	void wellKnownFilesThatAreMissingAreLeftToOthers() throws IOException {
		Files.delete(this.root.resolve("favicon.ico"));
		Application.Builder builder = builder().defaultHandler(IconHandler.class, IconHandler::new);
		try (TestClient client = TestClient.of(builder.build())) {
			assertThat(client.fetch("GET", "/favicon.ico").text()).isEqualTo("mine");
			assertThat(client.fetch("GET", "/robots.txt").text()).isEqualTo("User-agent: *");
		}
	}

	@Test
	void areNotLookedForWithoutEnd() throws IOException {
		int directories = StaticSource.MAX_VISITED / 2 + 100;
		for (int i = 0; i < directories; i++) {
			Files.createFile(Files.createDirectory(this.root.resolve("d" + i)).resolve("a.txt"));
		}
		int[] visited = new int[1];

		new DirectorySource(this.root, false).visit((path) -> visited[0] += path.directory() ? 0 : 1);

		assertThat(visited[0]).isPositive().isLessThanOrEqualTo(StaticSource.MAX_VISITED / 2 + 3);
	}

	/** A directory on a disk that takes its time. */
	private record Far(DirectorySource directory, ManualClock clock, Duration latency) implements StaticSource {

		@Override
		public StoredFile find(StaticPath path) throws IOException {
			this.clock.advance(this.latency);
			return this.directory.find(path);
		}

		@Override
		public void visit(Consumer<StaticPath> visitor) {
			for (int i = 0; i < 100; i++) {
				visitor.accept(new StaticPath(List.of(i + ".js"), false));
			}
		}

	}

	@ParameterizedTest
	@CsvSource({ "PT0S,100", "PT0.005S,50", "PT1S,32" })
	void areLearnedAtTheStartAsLongAsItIsNotHeldUp(Duration latency, int learned) throws IOException {
		for (int i = 0; i < 100; i++) {
			Files.writeString(this.root.resolve(i + ".js"), "content");
		}
		ManualClock clock = new ManualClock();
		StaticSource far = new Far(new DirectorySource(this.root, false), clock, latency);
		StaticUrls urls = new StaticUrls(new StaticFiles(far, StaticFileOptions.DEFAULTS), "/",
				new WorkQueue("", (work) -> {
				}, 1, 1000), clock);

		urls.start();

		assertThat(IntStream.range(0, 100).filter((i) -> urls.url(i + ".js", 0).contains("?v="))).hasSize(learned);
	}

	/** Directories without files, each of which takes its time. */
	private record Hollow(ManualClock clock, int[] shown) implements StaticSource {

		@Override
		public StoredFile find(StaticPath path) {
			return null;
		}

		@Override
		public void visit(Consumer<StaticPath> visitor) {
			for (int i = 0; i < 100; i++) {
				this.clock.advance(Duration.ofMillis(10));
				this.shown[0]++;
				visitor.accept(new StaticPath(List.of("d" + i), true));
			}
		}

	}

	@Test
	void letTheStartGoOnWhereThereAreNone() throws IOException {
		ManualClock clock = new ManualClock();
		int[] shown = new int[1];
		StaticFiles none = new StaticFiles(new Hollow(clock, shown), StaticFileOptions.DEFAULTS);
		new StaticUrls(none, "/", new WorkQueue("", Runnable::run, 1, 1), clock).start();
		assertThat(shown[0]).isEqualTo(33);

		Files.createDirectories(this.root.resolve("a/b"));
		List<StaticPath> visited = new ArrayList<>();
		new DirectorySource(this.root, false).visit(visited::add);
		assertThat(visited).contains(new StaticPath(List.of("a", "b"), true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "static/", "/static", "//", "//static/", "/a//b/", "/(.*)/", "/st atic/", "/../",
			"/{a}/", "/a?b/", "/%41/" })
	void refusesPrefixesThatAreNone(String prefix) {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().staticUrlPrefix(prefix))
			.withMessageContaining("staticUrlPrefix");
	}

	@Test
	void prefixesAreLiteral() {
		try (TestClient client = TestClient.of(builder().staticUrlPrefix("/as-is/v1.0/").build())) {
			assertThat(client.fetch("GET", "/as-is/v1.0/robots.txt").status()).isEqualTo(200);
			assertThat(client.fetch("GET", "/as-is/v1x0/robots.txt").status()).isEqualTo(404);
		}
	}

}
