package io.jtornado.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

import io.jtornado.web.Application;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import io.jtornado.web.StaticFileHandler;
import io.jtornado.web.StaticFileOptions;
import io.jtornado.web.StaticFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.blackbox.Wire.get;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Files, what clients have of them already, and parts of them. */
@Timeout(60)
class StaticFileCaseTests {

	/** Of 26 bytes, as in the tests of the original. */
	private static final String ROBOTS = "User-agent: *\nDisallow: /\n";

	/** In the midst of a second. */
	private static final Instant MODIFIED = Instant.parse("2024-02-29T12:00:00.500Z");

	private static final String LAST_MODIFIED = "Thu, 29 Feb 2024 12:00:00 GMT";

	@TempDir
	private Path directory;

	private SocketServer server;

	private SocketClient client;

	@BeforeEach
	void start() throws IOException {
		Path files = Files.createDirectory(this.directory.resolve("static"));
		Files.writeString(files.resolve("robots.txt"), ROBOTS);
		Files.setLastModifiedTime(files.resolve("robots.txt"), FileTime.from(MODIFIED));
		Files.createDirectory(files.resolve("dir"));
		Files.writeString(files.resolve("dir/index.html"), "index");
		Files.writeString(this.directory.resolve("static_foo.txt"), "secret");
		StaticFiles served = StaticFiles.under(files, StaticFileOptions.DEFAULTS.withDefaultFile("index.html"));
		this.server = new SocketServer(Application.builder()
			.staticFiles(served)
			.add(url("/(.*)", StaticFileHandler.class, () -> new StaticFileHandler(served)))
			.accessLog(false)
			.build());
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	private String tag() throws IOException {
		return this.client.exchange(get("/robots.txt")).replaceFirst("(?s).*\r\nEtag: ([^\r]+)\r\n.*", "$1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/robots.txt", "/static/robots.txt" })
	@DisplayName("31. A file, with its type, its time and an entity tag")
	void servesAFile(String target) throws IOException {
		assertThat(this.client.exchange(get(target))).startsWith("HTTP/1.1 200 OK\r\n")
			.contains("\r\nContent-Type: text/plain", "\r\nLast-Modified: " + LAST_MODIFIED + "\r\n", "\r\nEtag: \"",
					"\r\nAccept-Ranges: bytes\r\n")
			.endsWith("\r\n\r\n" + ROBOTS);
	}

	@Test
	@DisplayName("31. By its tag, a client that has the file gets 304, whatever the date is")
	void answersNotModifiedByTag() throws IOException {
		for (String date : List.of("X: y", "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT")) {
			String answer = this.client.exchange(get("/robots.txt", "If-None-Match: " + tag(), date));
			assertThat(answer).startsWith("HTTP/1.1 304 Not Modified\r\n")
				.contains("\r\nEtag: " + tag() + "\r\n")
				.doesNotContain("\r\nContent-");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Thu, 29 Feb 2024 12:00:00 GMT | 304", "Thu, 29 Feb 2024 12:00:01 GMT | 304",
					"Thu, 29 Feb 2024 11:59:59 GMT | 200", "Thursday, 29-Feb-24 12:00:00 GMT | 304",
					"Thu, 29 Feb 2024 13:00:00 +0100 | 200", "junk | 200" })
	@DisplayName("31. By its date, in whole seconds of GMT; what is no date of HTTP counts for nothing")
	void answersNotModifiedByDate(String date, int status) throws IOException {
		assertThat(this.client.exchange(get("/robots.txt", "If-Modified-Since: " + date)))
			.startsWith("HTTP/1.1 " + status + " ");
	}

	@Test
	@DisplayName("31. Another tag counts more than a date that matches: 200")
	void prefersTheTag() throws IOException {
		assertThat(
				this.client.exchange(get("/robots.txt", "If-None-Match: \"x\"", "If-Modified-Since: " + LAST_MODIFIED)))
			.startsWith("HTTP/1.1 200 OK\r\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "0-9 | 206 | 0-9/26", "0- | 200 |", "0-100000 | 200 |", "1-100000 | 206 | 1-25/26",
					"22- | 206 | 22-25/26", "-4 | 206 | 22-25/26", "-100000 | 200 |", "junk | 200 |", "-0 | 416 | */26",
					"26- | 416 | */26", "10-3 | 416 | */26" })
	@DisplayName("32. A range: what there is of it, the whole file if that is all, 416 if there is none")
	void servesARange(String range, int status, String contentRange) throws IOException {
		String answer = this.client.exchange(get("/robots.txt", "Range: bytes=" + range));
		String head = answer.substring(0, answer.indexOf("\r\n\r\n") + 2);
		assertThat(head).startsWith("HTTP/1.1 " + status + " ");
		if (status == 206) {
			String[] bounds = contentRange.split("[-/]");
			assertThat(answer.substring(head.length() + 2))
				.isEqualTo(ROBOTS.substring(Integer.parseInt(bounds[0]), Integer.parseInt(bounds[1]) + 1));
		}
		assertThat(head.contains("\r\nContent-Range: ")).isEqualTo(contentRange != null);
		assertThat(head).contains((contentRange != null) ? "\r\nContent-Range: bytes " + contentRange + "\r\n" : "");

		this.client.send("HEAD /robots.txt HTTP/1.1\r\nHost: a\r\nRange: bytes=" + range + "\r\n\r\n");
		assertThat(contentFields(this.client.receiveHead())).as("HEAD").isEqualTo(contentFields(head));
	}

	private static List<String> contentFields(String head) {
		return head.lines().filter((line) -> line.startsWith("Content-") || line.startsWith("HTTP/")).toList();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/static/../static_foo.txt", "/static/%2e%2e/static_foo.txt", "/static/..%2Fstatic_foo.txt",
					"/static/dir/../../static_foo.txt", "//evil.com/../dir", "/../static_foo.txt" })
	@DisplayName("33. What leads upwards is not served: 403, whatever it is called")
	void leadsNowhereElse(String target) throws IOException {
		assertThat(this.client.exchange(get(target))).startsWith("HTTP/1.1 403 ").doesNotContain("Location", "secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.com/dir", "//dir", "/%2Fdir", "/static/%00", "/static//etc/passwd",
			"/static/..%5Cstatic_foo.txt" })
	@DisplayName("33. What names no file is not found, and redirects to nobody else")
	void findsNothingElse(String target) throws IOException {
		assertThat(this.client.exchange(get(target))).startsWith("HTTP/1.1 404 ").doesNotContain("Location");
	}

	@Test
	@DisplayName("33. A directory with a default file is redirected to its own path with a slash")
	void redirectsToADirectory() throws IOException {
		assertThat(this.client.exchange(get("/static/dir?a=b"))).startsWith("HTTP/1.1 301 ")
			.contains("\r\nLocation: /static/dir/?a=b\r\n");
		assertThat(this.client.exchange(get("/static/dir/"))).endsWith("\r\n\r\nindex");
		assertThat(this.client.exchange(get("/static/dir?" + "a".repeat(64_000)))).startsWith("HTTP/1.1 414 ");
	}

}
