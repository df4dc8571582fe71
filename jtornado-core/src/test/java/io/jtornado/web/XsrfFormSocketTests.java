package io.jtornado.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.jtornado.http.PartHead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.MultipartText.form;
import static io.jtornado.web.MultipartText.head;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** XSRF tokens and forms of parts, step by step over real sockets. */
@Timeout(60)
class XsrfFormSocketTests {

	private static final String COOKIE = "Cookie: _xsrf=deadbeef";

	private static final String TOKEN = "X-Xsrftoken: deadbeef";

	private static final String LARGE = "x".repeat(200_000);

	@TempDir
	private Path directory;

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private SocketServer server;

	private SocketClient client;

	class Submitted extends RequestHandler {

		@Override
		protected void prepare() {
			XsrfFormSocketTests.this.events.add("prepare");
		}

		String post() {
			return argument("a") + ((files("f").get(0).path() != null) ? " and a stored file" : " and no stored file");
		}

	}

	@StreamRequestBody
	class Streamed extends RequestHandler implements PartListener {

		@Override
		protected void prepare() {
			XsrfFormSocketTests.this.events.add("prepare");
		}

		@Override
		public CompletionStage<?> partBegun(PartHead head) {
			XsrfFormSocketTests.this.events.add("begun " + head.name());
			return null;
		}

		@Override
		public CompletionStage<?> partData(ByteBuffer chunk) {
			return null;
		}

		@Override
		public CompletionStage<?> partEnded() {
			XsrfFormSocketTests.this.events.add("ended");
			return null;
		}

		String post() {
			return "streamed";
		}

	}

	@BeforeEach
	void start() throws IOException {
		this.server = new SocketServer(Application.builder()
			.add(url("/", Submitted.class, Submitted::new), url("/streamed", Streamed.class, Streamed::new))
			.cookies(CookieOptions.DEFAULTS.withXsrfCookies(true))
			.multipart(MultipartOptions.DEFAULTS.withDirectory(this.directory))
			.executor(this.executor)
			.accessLog(false)
			.build());
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
		this.executor.shutdown();
	}

	private List<Path> stored() throws IOException {
		try (Stream<Path> entries = Files.list(this.directory)) {
			return entries.toList();
		}
	}

	@Test
	void takesTheTokenOfAField() throws IOException {
		String request = form().field("a", "1").file("f", "x", LARGE).field("_xsrf", "deadbeef").request("/", COOKIE);

		assertThat(this.client.exchange(request)).startsWith("HTTP/1.1 200 ").endsWith("1 and a stored file");
		await().until(() -> stored().isEmpty());
	}

	/** What was stored of a refused form goes, and the connection stays. */
	@Test
	void refusesAFormWithoutIt() throws IOException {
		MultipartText form = form().field("a", "1").file("f", "x", LARGE);

		assertThat(this.client.exchange(form.request("/", COOKIE))).startsWith("HTTP/1.1 403 ");
		assertThat(this.events).isEmpty();
		await().until(() -> stored().isEmpty());

		assertThat(this.client.exchange(form.request("/", COOKIE, TOKEN))).endsWith("1 and a stored file");
		assertThat(this.events).containsExactly("prepare");
		await().until(() -> stored().isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Expect: 100-continue", "X: y" })
	void refusesAStreamedFormBeforeItIsSent(String field) throws IOException {
		assertThat(this.client.exchange(head("/streamed", 1_000_000, COOKIE, field))).startsWith("HTTP/1.1 403 ")
			.contains("Connection: close");
		assertThat(this.client.ended()).isTrue();
		assertThat(this.events).isEmpty();
	}

	@Test
	void readsAStreamedFormWhoseHeaderHasTheToken() throws IOException {
		String body = form().field("a", "1").file("f", "x", LARGE).body();
		String head = head("/streamed", body.length(), COOKIE, TOKEN, "Expect: 100-continue");

		assertThat(this.client.exchange(head)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
		assertThat(this.events).containsExactly("prepare");
		assertThat(this.client.exchange(body)).endsWith("streamed");
		assertThat(this.events).containsExactly("prepare", "begun a", "ended", "begun f", "ended");
	}

}
