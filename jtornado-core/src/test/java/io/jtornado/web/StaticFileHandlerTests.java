package io.jtornado.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StaticFileHandlerTests {

	private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

	private static final Instant THEN = Instant.parse("1990-02-03T04:05:06.789Z");

	@TempDir
	private Path place;

	private Path root;

	@BeforeEach
	void write() throws IOException {
		this.root = Files.createDirectories(this.place.resolve("static"));
		put("abc.txt", ALPHABET);
		put("empty.css", "");
		put("sub/index.html", "<p>sub</p>");
		put("sub/a b.js", "1");
		put(".env", "SECRET=1");
		put(".well-known/security.txt", "me");
		Files.writeString(this.place.resolve("static_foo.txt"), "sibling");
		Files.writeString(this.place.resolve("secret.txt"), "secret");
	}

	private Path put(String name, String text) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
		Files.setLastModifiedTime(file, FileTime.from(THEN));
		return file;
	}

	private TestClient client(StaticFileOptions options) {
		StaticFiles files = StaticFiles.under(this.root, options);
		return TestClient
			.of(new Application(url("/static/(.*)", StaticFileHandler.class, () -> new StaticFileHandler(files)),
					url("(/.*)", StaticFileHandler.class, () -> new StaticFileHandler(files) {

						@Override
						protected String parseUrlPath(String urlPath) {
							return urlPath.replaceAll("^/+", "");
						}

					})));
	}

	private TestResponse fetch(String target, String... fields) {
		return fetch(StaticFileOptions.DEFAULTS, target, fields);
	}

	/** Asks by GET and by HEAD, whose fields about the content are to be the same. */
	private TestResponse fetch(StaticFileOptions options, String target, String... fields) {
		try (TestClient client = client(options)) {
			var get = client.request("GET", target);
			var head = client.request("HEAD", target);
			for (int i = 0; i < fields.length; i += 2) {
				get.header(fields[i], fields[i + 1]);
				head.header(fields[i], fields[i + 1]);
			}
			TestResponse reply = get.fetch();
			TestResponse bare = head.fetch();
			assertThat(bare.status()).isEqualTo(reply.status());
			assertThat(bare.body()).isEmpty();
			for (String name : reply.headers().names()) {
				boolean random = name.equals("content-type") && reply.text().startsWith("--");
				if (!name.equals("date") && !random) {
					assertThat(bare.header(name)).as(name).isEqualTo(reply.header(name));
				}
			}
			assertThat(bare.headers().names()).isEqualTo(reply.headers().names());
			return reply;
		}
	}

	@Test
	void servesAFile() {
		TestResponse reply = fetch("/static/abc.txt");

		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.text()).isEqualTo(ALPHABET);
		assertThat(reply.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
		assertThat(reply.header("Content-Length")).isEqualTo("26");
		assertThat(reply.header("Last-Modified")).isEqualTo("Sat, 03 Feb 1990 04:05:06 GMT");
		assertThat(reply.header("Etag")).matches("\"[0-9a-f]+-1a\"");
		assertThat(reply.header("Accept-Ranges")).isEqualTo("bytes");
		assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(reply.header("Cache-Control")).isNull();
		assertThat(reply.header("Vary")).isNull();
	}

	@Test
	void servesOddNamesAndEmptyFiles() {
		assertThat(fetch("/static/sub/a%20b.js").text()).isEqualTo("1");
		assertThat(fetch("/static/empty.css").header("Content-Length")).isEqualTo("0");
		assertThat(fetch("/static/.well-known/security.txt").text()).isEqualTo("me");
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->",
			value = { "0-9 -> 206 -> abcdefghij -> bytes 0-9/26", "0- -> 200 -> " + ALPHABET + " -> ",
					"0-99999999999 -> 200 -> " + ALPHABET + " -> ",
					"1-99999999999 -> 206 -> bcdefghijklmnopqrstuvwxyz -> bytes 1-25/26",
					"22- -> 206 -> wxyz -> bytes 22-25/26", "-4 -> 206 -> wxyz -> bytes 22-25/26",
					"-99999999999 -> 200 -> " + ALPHABET + " -> ", "junk -> 200 -> " + ALPHABET + " -> " })
	void servesRanges(String range, int status, String text, String contentRange) {
		TestResponse reply = fetch("/static/abc.txt", "Range", "bytes=" + range);

		assertThat(reply.status()).isEqualTo(status);
		assertThat(reply.text()).isEqualTo(text);
		assertThat(reply.header("Content-Range")).isEqualTo(contentRange);
		assertThat(reply.header("Content-Length")).isEqualTo(String.valueOf(text.length()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-0", "26-", "10-3" })
	void refusesRangesOfNothing(String range) {
		TestResponse reply = fetch("/static/abc.txt", "Range", "bytes=" + range);

		assertThat(reply.status()).isEqualTo(416);
		assertThat(reply.header("Content-Range")).isEqualTo("bytes */26");
	}

	@Test
	void servesSeveralRangesInParts() {
		TestResponse reply = fetch("/static/abc.txt", "Range", "bytes=-2,0-0,2-3");

		assertThat(reply.status()).isEqualTo(206);
		String type = Objects.requireNonNull(reply.header("Content-Type"));
		assertThat(type).startsWith("multipart/byteranges; boundary=");
		String boundary = type.substring(type.indexOf('=') + 1);
		String head = "\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Range: bytes ";
		assertThat(reply.text()).isEqualTo("--" + boundary + head + "24-25/26\r\n\r\nyz\r\n--" + boundary + head
				+ "0-0/26\r\n\r\na\r\n--" + boundary + head + "2-3/26\r\n\r\ncd\r\n--" + boundary + "--\r\n");
		assertThat(reply.header("Content-Range")).isNull();
	}

	@Test
	void knowsWhatClientsHave() {
		String tag = Objects.requireNonNull(fetch("/static/abc.txt").header("Etag"));

		TestResponse reply = fetch("/static/abc.txt", "If-None-Match", tag);
		assertThat(reply.status()).isEqualTo(304);
		assertThat(reply.header("Etag")).isEqualTo(tag);
		assertThat(reply.header("Content-Length")).isNull();
		assertThat(reply.header("Content-Type")).isNull();
		assertThat(fetch("/static/abc.txt", "If-None-Match", "W/" + tag).status()).isEqualTo(304);
		assertThat(fetch("/static/abc.txt", "If-None-Match", "\"x\", *").status()).isEqualTo(200);
		assertThat(
				fetch("/static/abc.txt", "If-None-Match", "\"x\"", "If-Modified-Since", "Sat, 03 Feb 1990 04:05:06 GMT")
					.status())
			.isEqualTo(200);
		assertThat(fetch("/static/abc.txt", "If-Modified-Since", "Sat, 03 Feb 1990 04:05:06 GMT").status())
			.isEqualTo(304);
		assertThat(fetch("/static/abc.txt", "If-Modified-Since", "Sat, 03 Feb 1990 04:05:05 GMT").status())
			.isEqualTo(200);
		assertThat(fetch("/static/abc.txt", "If-Modified-Since", "yesterday").status()).isEqualTo(200);
		assertThat(fetch("/static/abc.txt", "If-Match", "\"x\"").status()).isEqualTo(412);
		assertThat(fetch("/static/abc.txt", "If-Match", "\"x\"").body()).isEmpty();
	}

	@Test
	void resumesOnlyWhatIsTheSame() throws IOException {
		String tag = Objects.requireNonNull(fetch("/static/abc.txt").header("Etag"));

		assertThat(fetch("/static/abc.txt", "Range", "bytes=1-2", "If-Range", tag).text()).isEqualTo("bc");
		assertThat(fetch("/static/abc.txt", "Range", "bytes=1-2", "If-Range", "\"x\"").status()).isEqualTo(200);
		assertThat(fetch("/static/abc.txt", "Range", "bytes=1-2", "If-Range", "W/" + tag).status()).isEqualTo(200);
		assertThat(fetch("/static/abc.txt", "Range", "bytes=1-2", "If-Range", "Sat, 03 Feb 1990 04:05:06 GMT").status())
			.isEqualTo(206);
		put("abc.txt", ALPHABET + "1");
		assertThat(fetch("/static/abc.txt", "Range", "bytes=1-2", "If-Range", tag).status()).isEqualTo(200);
	}

	@Test
	void trustsNoTimeThatIsJustNow() throws IOException {
		try (TestClient client = client(StaticFileOptions.DEFAULTS)) {
			long now = client.loop().ioLoop().clock().currentTimeMillis();
			Files.setLastModifiedTime(this.root.resolve("abc.txt"), FileTime.fromMillis(now - 1000));
			assertThat(client.fetch("GET", "/static/abc.txt").header("Etag")).startsWith("W/\"");

			client.advance(Duration.ofSeconds(2));
			assertThat(client.fetch("GET", "/static/abc.txt").header("Etag")).startsWith("\"");
		}
	}

	@Test
	void takesWhatIsInAFileWhereItsTimeSaysNothing() throws IOException {
		Files.setLastModifiedTime(put("x.css", "red"), FileTime.fromMillis(1000));
		TestResponse red = fetch("/static/x.css");
		Files.setLastModifiedTime(put("x.css", "tan"), FileTime.fromMillis(1000));
		TestResponse tan = fetch("/static/x.css");

		assertThat(red.header("Last-Modified")).isNull();
		assertThat(red.header("Etag")).matches("\"[0-9a-f]{32}\"").isNotEqualTo(tan.header("Etag"));
	}

	@ParameterizedTest
	@CsvSource({ "/static/../static_foo.txt,403", "/static/../secret.txt,403", "/static/%2e%2e/secret.txt,403",
			"/static/..%2fsecret.txt,403", "/static/%2e%2e%2fsecret.txt,403", "/static/sub/../../secret.txt,403",
			"/static/sub/../abc.txt,403", "/static/%252e%252e/secret.txt,404", "/static/..%5csecret.txt,404",
			"/static/%c0%ae%c0%ae/secret.txt,400", "/static//abc.txt,404", "/static/./abc.txt,404",
			"/static//etc/passwd,404", "/static/%2fetc/passwd,404", "/static/abc.txt%00,404",
			"/static/abc.txt%00.css,404", "/static/abc.txt/,404", "/static/abc.txt/x,404", "/static/sub,403",
			"/static/sub/,403", "/static/,403", "/static/none,404", "/static/.env,404", "/static/%2eenv,404",
			"/static/..;/secret.txt,404", "/static/%ef%bc%8e%ef%bc%8e/secret.txt,404",
			"//evil.example/../../secret.txt,403", "//evil.example/%2e%2e/static,403" })
	void staysBelowItsPlace(String target, int status) {
		TestResponse reply = fetch(target);

		assertThat(reply.status()).isEqualTo(status);
		assertThat(reply.text()).doesNotContain("secret", "sibling", "SECRET", "root:");
	}

	@Test
	void namesThatAreTooLongAreNotFound() {
		assertThat(fetch("/static/" + "a".repeat(300)).status()).isEqualTo(404);
		assertThat(fetch("/static/" + "%e4%b8%ad".repeat(200)).status()).isEqualTo(404);
		assertThat(fetch("/static/" + "a/".repeat(2500) + "b").status()).isEqualTo(404);
	}

	@Test
	void servesDefaultFilesOfDirectories() {
		StaticFileOptions options = StaticFileOptions.DEFAULTS.withDefaultFile("index.html");

		TestResponse reply = fetch(options, "/static/sub/");
		assertThat(reply.text()).isEqualTo("<p>sub</p>");
		assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
		assertThat(fetch(options, "/static/sub").status()).isEqualTo(301);
		assertThat(fetch(options, "/static/sub").header("Location")).isEqualTo("/static/sub/");
		assertThat(fetch(options, "/static/sub?a=b").header("Location")).isEqualTo("/static/sub/?a=b");
		assertThat(fetch(options, "/static/").status()).isEqualTo(404);
	}

	// https://nvd.nist.gov/vuln/detail/CVE-2023-28370
	@ParameterizedTest
	@ValueSource(strings = { "//sub", "//sub?a", "///sub", "//evil.example/..%2fsub", "//evil.example/%2e%2e/sub" })
	void neverLeadsToAnotherHost(String target) throws IOException {
		TestResponse reply = fetch(StaticFileOptions.DEFAULTS.withDefaultFile("index.html"), target);

		assertThat(reply.status()).isIn(403, 404);
		assertThat(reply.header("Location")).isNull();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void followsLinksOnlyIfItMay() throws IOException {
		Files.createSymbolicLink(this.root.resolve("out.txt"), this.place.resolve("secret.txt"));
		Files.createSymbolicLink(this.root.resolve("in.txt"), this.root.resolve("abc.txt"));
		Files.createSymbolicLink(this.root.resolve("up"), this.place);
		StaticFileOptions following = StaticFileOptions.DEFAULTS.withFollowLinks(true);

		assertThat(fetch("/static/out.txt").status()).isEqualTo(404);
		assertThat(fetch("/static/in.txt").status()).isEqualTo(404);
		assertThat(fetch("/static/up/secret.txt").status()).isEqualTo(404);
		assertThat(fetch(following, "/static/out.txt").text()).isEqualTo("secret");
		assertThat(fetch(following, "/static/up/secret.txt").text()).isEqualTo("secret");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void itsPlaceMayBeALinkThatIsMoved() throws IOException {
		Path current = this.place.resolve("current");
		Files.createSymbolicLink(current, this.root);
		Path next = Files.createDirectories(this.place.resolve("next"));
		Files.writeString(next.resolve("abc.txt"), "next");
		this.root = current;

		assertThat(fetch("/static/abc.txt").text()).isEqualTo(ALPHABET);
		Files.delete(current);
		Files.createSymbolicLink(current, next);
		assertThat(fetch("/static/abc.txt").text()).isEqualTo("next");
	}

	@Test
	void sendsWhatIsCompressedAlready() throws IOException {
		put("app.js", "plain");
		put("app.js.br", "brotli");
		put("app.js.gz", "gzipped");

		TestResponse brotli = fetch("/static/app.js", "Accept-Encoding", "gzip, br");
		TestResponse gzip = fetch("/static/app.js", "Accept-Encoding", "gzip, br;q=0");
		TestResponse plain = fetch("/static/app.js");
		assertThat(brotli.text()).isEqualTo("brotli");
		assertThat(brotli.header("Content-Encoding")).isEqualTo("br");
		assertThat(brotli.header("Content-Type")).isEqualTo("text/javascript; charset=UTF-8");
		assertThat(gzip.text()).isEqualTo("gzipped");
		assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(plain.text()).isEqualTo("plain");
		assertThat(plain.header("Content-Encoding")).isNull();
		assertThat(brotli.header("Vary")).isEqualTo(gzip.header("Vary"))
			.isEqualTo(plain.header("Vary"))
			.isEqualTo("Accept-Encoding");
		assertThat(brotli.header("Etag")).isNotEqualTo(gzip.header("Etag")).isNotEqualTo(plain.header("Etag"));
		assertThat(fetch("/static/app.js", "Accept-Encoding", "br", "Range", "bytes=-2").text()).isEqualTo("li");
		assertThat(fetch("/static/app.js", "Accept-Encoding", "gzip;q=0").text()).isEqualTo("plain");
		assertThat(fetch("/static/app.js.gz", "Accept-Encoding", "gzip").header("Content-Type"))
			.isEqualTo("application/gzip");
		assertThat(fetch("/static/app.js.gz", "Accept-Encoding", "gzip").header("Content-Encoding")).isNull();
		assertThat(fetch(StaticFileOptions.DEFAULTS.withPrecompressed(false), "/static/app.js", "Accept-Encoding", "br")
			.text()).isEqualTo("plain");
	}

	@Test
	void sendsNothingCompressedThatIsOlder() throws IOException {
		Path plain = put("app.js", "plain");
		put("app.js.gz", "gzipped");
		Files.setLastModifiedTime(plain, FileTime.from(THEN.plusSeconds(1)));

		TestResponse reply = fetch("/static/app.js", "Accept-Encoding", "gzip");

		assertThat(reply.text()).isEqualTo("plain");
		assertThat(reply.header("Vary")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "a.HTML,text/html; charset=UTF-8", "a.mjs,text/javascript; charset=UTF-8", "a.json,application/json",
			"a.svg,image/svg+xml", "a.woff2,font/woff2", "a.wasm,application/wasm", "a.webp,image/webp",
			"a.avif,image/avif", "a.ico,image/vnd.microsoft.icon", "a.tar.gz,application/gzip",
			"a.what,application/octet-stream", "what,application/octet-stream", "a.own,text/own; charset=UTF-8",
			"html.d/what,application/octet-stream" })
	void knowsTypes(String name, String type) throws IOException {
		put(name, "x");
		StaticFileOptions options = StaticFileOptions.DEFAULTS
			.withContentTypes(Map.of("own", "text/own; charset=UTF-8"));

		assertThat(fetch(options, "/static/" + name).header("Content-Type")).isEqualTo(type);
	}

	@Test
	void servesGetAndHeadAlone() {
		try (TestClient client = client(StaticFileOptions.DEFAULTS)) {
			TestResponse reply = client.fetch("POST", "/static/abc.txt");

			assertThat(reply.status()).isEqualTo(405);
			assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
		}
	}

	@Test
	void subclassesSayMore() {
		StaticFiles files = StaticFiles.under(this.root);
		try (TestClient client = TestClient
			.of(new Application(url("/(.*)", StaticFileHandler.class, () -> new StaticFileHandler(files) {

				@Override
				protected String parseUrlPath(String urlPath) {
					return urlPath.replace('_', '/');
				}

				@Override
				protected String contentType(String path) {
					return "text/x-" + path.length();
				}

				@Override
				protected Duration cacheTime(String path) {
					return Duration.ofMinutes(1);
				}

				@Override
				protected void setExtraHeaders(String path) {
					setHeader("X-Path", path);
				}

			})))) {
			TestResponse reply = client.fetch("GET", "/sub_index.html");

			assertThat(reply.text()).isEqualTo("<p>sub</p>");
			assertThat(reply.header("Content-Type")).isEqualTo("text/x-14");
			assertThat(reply.header("Cache-Control")).isEqualTo("max-age=60");
			assertThat(reply.header("X-Path")).isEqualTo("sub/index.html");
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whatTheSystemCannotTellIsNotMissing() throws IOException {
		Files.createSymbolicLink(this.root.resolve("loop"), this.root.resolve("loop"));

		TestResponse reply = fetch(StaticFileOptions.DEFAULTS.withFollowLinks(true), "/static/loop");
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isEqualTo("1");
		assertThat(fetch("/static/loop").status()).isEqualTo(404);
	}

	@Test
	void refusesPlacesThatAreNone() {
		assertThatIllegalArgumentException().isThrownBy(() -> StaticFiles.under(this.place.resolve("none")))
			.withMessageContaining("does not exist");
		assertThatIllegalArgumentException().isThrownBy(() -> StaticFiles.under(this.root.resolve("abc.txt")))
			.withMessageContaining("is no directory");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> StaticFileOptions.DEFAULTS.withDefaultFile("../index.html"))
			.withMessageContaining("defaultFile");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> StaticFileOptions.DEFAULTS.withContentTypes(Map.of(".x", "text/plain")))
			.withMessageContaining("contentTypes");
	}

	@Test
	void sendsLargeFilesWhole() throws IOException {
		byte[] bytes = new byte[3_000_001];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = (byte) (i * 31 >> 7);
		}
		Files.write(this.root.resolve("large.bin"), bytes);
		try (TestClient client = client(StaticFileOptions.DEFAULTS)) {
			assertThat(client.fetch("GET", "/static/large.bin").body()).isEqualTo(bytes);
			assertThat(client.fetch("HEAD", "/static/large.bin").header("Content-Length")).isEqualTo("3000001");
			TestResponse parts = client.request("GET", "/static/large.bin")
				.header("Range", "bytes=2000000-2999999,5-5,100-1200000")
				.fetch();
			String text = new String(parts.body(), StandardCharsets.ISO_8859_1);
			assertThat(text).contains(
					"\r\n\r\n" + new String(bytes, 2_000_000, 1_000_000, StandardCharsets.ISO_8859_1) + "\r\n--",
					"\r\n\r\n" + new String(bytes, 5, 1, StandardCharsets.ISO_8859_1) + "\r\n--",
					"\r\n\r\n" + new String(bytes, 100, 1_199_901, StandardCharsets.ISO_8859_1) + "\r\n--");
			assertThat(client.fetch("GET", "/static/abc.txt").text()).isEqualTo(ALPHABET);
		}
	}

}
