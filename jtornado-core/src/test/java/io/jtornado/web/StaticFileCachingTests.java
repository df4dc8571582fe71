package io.jtornado.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.jtornado.ioloop.Clock;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** What caches are told about files. */
class StaticFileCachingTests {

	@TempDir
	private Path place;

	private Path root;

	@BeforeEach
	void write() throws IOException {
		this.root = Files.createDirectories(this.place.resolve("static"));
		Files.writeString(this.root.resolve("abc.txt"), "abc");
	}

	/** Says something about the answer before it is found. */
	static class Reports extends StaticFileHandler {

		Reports(StaticFiles files) {
			super(files);
		}

		@Override
		protected void setDefaultHeaders() {
			setHeader("Vary", "Origin");
		}

		@Override
		protected Duration cacheTime(String path) {
			return Duration.ofMinutes(1);
		}

	}

	@Authenticated
	static class OwnReports extends Reports {

		OwnReports(StaticFiles files) {
			super(files);
		}

		@Override
		protected Object loadCurrentUser() {
			return "me";
		}

	}

	static class UnstoredReports extends Reports {

		UnstoredReports(StaticFiles files) {
			super(files);
		}

		@Override
		protected void prepare() {
			setHeader("Cache-Control", "no-store");
		}

	}

	private TestClient reports() {
		StaticFiles files = StaticFiles.under(this.root);
		return TestClient.of(Application.builder()
			.add(url("/all/(.*)", Reports.class, () -> new Reports(files)),
					url("/own/(.*)", OwnReports.class, () -> new OwnReports(files)),
					url("/unstored/(.*)", UnstoredReports.class, () -> new UnstoredReports(files)))
			.loginUrl("/login")
			.build());
	}

	@Test
	void whatDependsOnTheUserIsForNoSharedCache() throws IOException {
		String version = new ContentVersions(Clock.SYSTEM).of("abc.txt",
				Objects.requireNonNull(new DirectorySource(this.root, false).find(StaticPath.of("abc.txt", false))));
		try (TestClient client = reports()) {
			assertThat(client.fetch("GET", "/all/abc.txt").header("Cache-Control")).isEqualTo("max-age=60");
			assertThat(client.fetch("GET", "/own/abc.txt").header("Cache-Control")).isEqualTo("private, max-age=60");
			assertThat(client.fetch("GET", "/own/abc.txt?v=" + version).header("Cache-Control"))
				.isEqualTo("private, max-age=31536000, immutable");
			assertThat(client.fetch("GET", "/own/abc.txt?v=1").header("Cache-Control")).isEqualTo("private, no-cache");
		}
	}

	@Test
	void keepsWhatTheHandlerHasSaid() throws IOException {
		Files.writeString(this.root.resolve("abc.txt.gz"), "gzipped");
		try (TestClient client = reports()) {
			assertThat(client.fetch("GET", "/unstored/abc.txt").header("Cache-Control")).isEqualTo("no-store");
			assertThat(client.fetch("GET", "/unstored/abc.txt?v=1").header("Cache-Control")).isEqualTo("no-store");
			assertThat(client.fetch("GET", "/all/abc.txt").headers().getList("Vary")).containsExactly("Origin",
					"Accept-Encoding");
		}
	}

	@Test
	void onlyWhatIsSentOrKeptIsFresh() {
		try (TestClient client = reports()) {
			assertThat(client.request("GET", "/all/abc.txt").header("Range", "bytes=0-1").fetch())
				.returns(206, TestResponse::status)
				.returns("max-age=60", (reply) -> reply.header("Cache-Control"));
			assertThat(client.request("GET", "/all/abc.txt").header("If-None-Match", "*").fetch())
				.returns(304, TestResponse::status)
				.returns("max-age=60", (reply) -> reply.header("Cache-Control"));
			assertThat(client.request("GET", "/all/abc.txt").header("If-Match", "\"x\"").fetch())
				.returns(412, TestResponse::status)
				.returns(null, (reply) -> reply.header("Cache-Control"));
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void theirPlaceMayBeMovedWhereTimesSayNothing() throws IOException {
		Path current = this.place.resolve("current");
		Path next = Files.createDirectories(this.place.resolve("next"));
		Files.writeString(next.resolve("abc.txt"), "ABC");
		for (Path release : List.of(this.root, next)) {
			Files.setLastModifiedTime(release.resolve("abc.txt"), FileTime.fromMillis(0));
		}
		Files.createSymbolicLink(current, this.root);
		try (TestClient client = TestClient.of(Application.builder().staticPath(current).build())) {
			String before = client.fetch("GET", "/static/abc.txt").header("Etag");
			Files.delete(current);
			Files.createSymbolicLink(current, next);
			client.advance(Duration.ofSeconds(1));

			assertThat(client.fetch("GET", "/static/abc.txt").header("Etag")).isNotNull().isNotEqualTo(before);
		}
	}

}
