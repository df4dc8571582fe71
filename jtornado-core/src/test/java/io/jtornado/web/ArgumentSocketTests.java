package io.jtornado.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.MultipartText.form;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a client can say in a path, a query or a form, over real sockets. */
@Timeout(60)
class ArgumentSocketTests {

	@TempDir
	private Path directory;

	private final ExecutorService workers = Executors.newFixedThreadPool(2);

	private SocketServer server;

	private SocketClient client;

	static class Arguments extends RequestHandler {

		String get() {
			return arguments("foo").toString();
		}

		String post() {
			return queryArguments("foo") + " " + bodyArguments("foo");
		}

	}

	static class Group extends RequestHandler {

		String get(String group) {
			return "[" + group + "] " + queryArgument("q", "none");
		}

	}

	static class Optional extends RequestHandler {

		String get(String first, String second) {
			return first + " " + second;
		}

	}

	static class Sums extends RequestHandler {

		@Blocking
		String post() throws IOException {
			HTTPFile file = files("f").get(0);
			try (InputStream content = file.newInputStream()) {
				long sum = 0;
				for (byte octet : content.readAllBytes()) {
					sum += octet;
				}
				return file.filename() + " " + file.size() + " " + sum + " " + (file.path() != null);
			}
		}

	}

	@BeforeEach
	void start() throws IOException {
		Application application = Application.builder()
			.add(url("/arguments", Arguments.class), url("/group/(.*)", Group.class), url("/files", Sums.class),
					url("/optional/(a)?(b)?", Optional.class))
			.executor(this.workers)
			.multipart(MultipartOptions.DEFAULTS.withDirectory(this.directory).withFileThreshold(1000))
			.accessLog(false)
			.build();
		this.server = new SocketServer(application);
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
		this.workers.shutdown();
	}

	private String get(String target) throws IOException {
		return this.client.exchange("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
	}

	private static String chunked(String target, String type, String coding, String... chunks) {
		StringBuilder text = new StringBuilder("POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Type: " + type
				+ "\r\nTransfer-Encoding: " + coding + "\r\n\r\n");
		for (String chunk : chunks) {
			text.append(Integer.toHexString(chunk.length())).append("\r\n").append(chunk).append("\r\n");
		}
		return text + "0\r\n\r\n";
	}

	/** Case 5: a chunked form has arguments, however the coding is spelt. */
	@ParameterizedTest
	@ValueSource(strings = { "chunked", "Chunked" })
	void readsArgumentsOfChunkedForms(String coding) throws IOException {
		assertThat(this.client.exchange(chunked("/arguments?foo=q", "application/x-www-form-urlencoded", coding, "foo",
				"=b", "&foo=%C3%A9&foo=")))
			.endsWith("\r\n\r\n[q] [b, \u00e9, ]");
		assertThat(this.client.exchange(chunked("/arguments?foo=q", "multipart/form-data; boundary=b", coding,
				"--b\r\nContent-Disposition: form-data; na", "me=foo\r\n\r\nbar\r", "\n--b--")))
			.endsWith("\r\n\r\n[q] [bar]");
	}

	/**
	 * Case 23: blank values are values, escapes are UTF-8, and a plus is a space in a
	 * query but not in a path.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "/arguments?foo=&foo=|[, ]", "/arguments?foo=%C3%A9|[\u00e9]",
					"/arguments?foo=a+b%20c%2Bd|[a b c+d]", "/arguments?foo=1&bar=2&foo=3|[1, 3]",
					"/arguments?foo=%zz;foo=2|[%zz;foo=2]", "/arguments?foo=%01a%00b%1F|[a b]",
					"/group/a+b%20c%2Bd?q=a+b%20c%2Bd|[a+b c+d] a b c+d", "/group/%C3%A9?q=%C3%A9|[\u00e9] \u00e9" })
	void decodesAsTheTableSays(String target, String body) throws IOException {
		assertThat(get(target)).endsWith("\r\n\r\n" + body);
	}

	/** Case 24: a path is matched before it is decoded. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "/group/a%2Fb|[a/b] none", "/group/a%3Fb?q=1|[a?b] 1", "/group/%25|[%] none" })
	void decodesAGroupAfterItWasMatched(String target, String body) throws IOException {
		assertThat(get(target)).endsWith("\r\n\r\n" + body);
	}

	/** Case 25: what is not UTF-8 is the client's mistake. */
	@ParameterizedTest
	@ValueSource(strings = { "/group/%E9", "/group/a?q=%E9", "/arguments?foo=%C3", "/arguments?%E9=1" })
	void refusesWhatIsNotUtf8(String target) throws IOException {
		assertThat(get(target)).startsWith("HTTP/1.1 400 ");
		assertThat(get("/arguments?foo=1")).as("the connection is kept").endsWith("[1]");
	}

	/** Case 26: a group that took no part is null. */
	@ParameterizedTest
	@CsvSource({ "/optional/, null null", "/optional/a, a null", "/optional/b, null b", "/optional/ab, a b" })
	void givesNullForAGroupThatTookNoPart(String target, String body) throws IOException {
		assertThat(get(target)).endsWith("\r\n\r\n" + body);
	}

	@Test
	void storesLargeFilesAndRemovesThem() throws IOException {
		String content = "\u0001".repeat(3 << 20);
		for (int i = 0; i < 2; i++) {
			assertThat(this.client.exchange(form().file("f", "large", content).request("/files")))
				.endsWith("large 3145728 3145728 true");
		}
		assertThat(this.client.exchange(form().file("f", "small", "\u0001").request("/files")))
			.endsWith("small 1 1 false");

		await().untilAsserted(() -> assertThat(stored()).isZero());
	}

	@Test
	void removesWhatAClientLeavesBehind() throws IOException {
		this.client.send(MultipartText.head("/files", 10_000) + MultipartText.fileHead("f", "x") + "x".repeat(2000));
		await().untilAsserted(() -> assertThat(stored()).isOne());

		this.client.close();
		await().untilAsserted(() -> assertThat(stored()).isZero());
		await().until(() -> this.server.server().stats().heldRead() == 0);
	}

	@Test
	void removesWhatIsComingInWhenTheLoopsAreClosed() throws IOException {
		this.client.send(MultipartText.head("/files", 10_000) + MultipartText.fileHead("f", "x") + "x".repeat(2000));
		await().untilAsserted(() -> assertThat(stored()).isOne());

		this.server.stop();
		await().untilAsserted(() -> assertThat(stored()).isZero());
	}

	private long stored() throws IOException {
		try (Stream<Path> entries = Files.list(this.directory)) {
			return entries.count();
		}
	}

}
