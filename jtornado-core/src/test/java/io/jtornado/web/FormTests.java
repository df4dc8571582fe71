package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.Limits;
import io.jtornado.httpserver.RequestCallback;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.MultipartText.form;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Forms of parts that are gathered in memory, as a handler sees them. */
class FormTests {

	private static final List<String> PREPARED = new ArrayList<>();

	static class Submitted extends RequestHandler {

		@Override
		protected void prepare() {
			PREPARED.add(request().path());
		}

		String post() {
			return arguments("a") + " " + bodyArguments("a") + " " + argument("n", int.class, 0) + " "
					+ request().body().length
					+ files().values()
						.stream()
						.flatMap(List::stream)
						.map((file) -> " " + file + "=" + new String(file.body(), StandardCharsets.ISO_8859_1))
						.collect(Collectors.joining());
		}

		@Override
		protected void writeError(int status, Throwable error) {
			write("handler's page " + status);
		}

	}

	@BodyLimits(maxSize = 10)
	static class Small extends Submitted {

	}

	private final LogCapture log = new LogCapture("jtornado.general");

	private final Application application = Application.builder()
		.add(url("/", Submitted.class), url("/small", Small.class))
		.multipart(MultipartOptions.DEFAULTS.withMaxParts(3).withMaxFieldsSize(20))
		.accessLog(false)
		.build();

	private final TestClient client = new TestClient(this.application);

	@AfterEach
	void close() {
		this.client.close();
		this.log.close();
		PREPARED.clear();
	}

	private TestClient.Reply send(String body) {
		return this.client.send("POST", "/?a=query", body, MultipartText.TYPE);
	}

	@Test
	void givesFieldsAndFiles() {
		TestClient.Reply reply = send(form().field("a", " one ").file("f", "x.txt", "content").field("n", "7").body());

		assertThat(reply.body()).isEqualTo("[query, one] [one] 7 0 x.txt (text/plain, 7 bytes)=content");
	}

	@Test
	void takesTheLastValueAndKeepsTheOrder() {
		assertThat(send(form().field("a", "1").field("a", "").field("a", "\u00e9").body()).body())
			.startsWith("[query, 1, , \u00e9] [1, , \u00e9]");
		assertThat(send(form().field("n", "1").field("n", "2").body()).body()).startsWith("[query] [] 2 0");
	}

	@Test
	void takesTwoFilesOfOneNameAndAnEmptyOne() {
		assertThat(send(form().file("f", "1", "x").file("f", "2", "").body()).body())
			.endsWith(" 1 (text/plain, 1 bytes)=x 2 (text/plain, 0 bytes)=");
		assertThat(send(form().file("a", "", "x").body()).body()).isEqualTo("[query, x] [x] 0 0");
		assertThat(send("--b--\r\n").body()).isEqualTo("[query] [] 0 0");
	}

	@Test
	void readsTheSameAtEverySplit() {
		String request = form().field("a", "1").file("f", "x", "\r\n--\r\n").request("/");
		for (int cut = 1; cut < request.length(); cut++) {
			try (TestConnection connection = new TestConnection(this.application)) {
				connection.send(request.substring(0, cut));
				assertThat(connection.exchange(request.substring(cut))).as("cut at %d", cut)
					.endsWith("[1] [1] 0 0 x (text/plain, 6 bytes)=\r\n--\r\n");
				assertThat(connection.server().stats().heldRead()).isZero();
			}
		}
	}

	@Test
	void keepsTheConnection() {
		String request = form().field("a", "1").request("/");

		assertThat(this.client.send(request + request).text()).containsSubsequence("[1] [1]", "HTTP/1.1 200 OK",
				"[1] [1]");
	}

	@Test
	void readsChunkedForms() {
		String body = form().field("a", "1").body();
		String chunked = body.chars().mapToObj((c) -> "1\r\n" + (char) c + "\r\n").collect(Collectors.joining());

		assertThat(this.client
			.send("POST / HTTP/1.1\r\nHost: a\r\n" + MultipartText.TYPE + "\r\nTransfer-Encoding: Chunked\r\n\r\n"
					+ chunked + "0\r\n\r\n")
			.body()).startsWith("[1] [1]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "--b", "--b\r\n\r\nx\r\n--b--", "x",
			"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\u00e9\r\n--b--" })
	void refusesMalformedFormsBeforePrepare(String body) {
		TestClient.Reply reply = this.client.send("POST / HTTP/1.1\r\nHost: a\r\n" + MultipartText.TYPE
				+ "\r\nTransfer-Encoding: chunked\r\n\r\n"
				+ (body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n") + "0\r\n\r\n");

		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.body()).isEqualTo("handler's page 400");
		assertThat(this.log.lines()).singleElement()
			.asString()
			.startsWith("WARN 400 POST / (127.0.0.1): Malformed multipart: ");
		assertThat(this.log.stacks()).containsOnlyNulls();
		assertThat(PREPARED).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a b" })
	void refusesFormsWithoutABoundary(String type) {
		assertThat(this.client.send("POST", "/", "--b--", "Content-Type: " + type).status()).isEqualTo(400);
	}

	@Test
	void refusesCodedForms() {
		assertThat(this.client.send("POST", "/", "--b--", MultipartText.TYPE, "Content-Encoding: gzip").status())
			.isEqualTo(400);
	}

	/** One line in the log, and not one for each part. */
	@Test
	void refusesTooManyPartsAtTheFirstTooMany() {
		MultipartText form = form();
		for (int i = 0; i < 4; i++) {
			form.field("a", "");
		}
		String text = form.request("/");

		try (TestConnection connection = new TestConnection(this.application)) {
			connection.send(text.substring(0, text.lastIndexOf("Content-Disposition")));
			assertThat(connection.received()).startsWith("HTTP/1.1 400 ").contains("Connection: close");
		}
		assertThat(this.log.lines())
			.containsExactly("WARN 400 POST / (127.0.0.1): Malformed multipart: more than 3 parts");
	}

	@Test
	void boundsFieldsButNotFiles() {
		assertThat(send(form().field("a", "x".repeat(19)).body()).status()).isEqualTo(200);
		assertThat(send(form().file("f", "x", "x".repeat(1000)).body()).status()).isEqualTo(200);
		assertThat(send(form().field("a", "x".repeat(10)).field("a", "x".repeat(9)).body()).status()).isEqualTo(413);
	}

	@Test
	void boundsTheBodyAsAnyOther() {
		assertThat(this.client.send("POST", "/small", form().field("a", "1").body(), MultipartText.TYPE).status())
			.isEqualTo(413);
		assertThat(PREPARED).isEmpty();
	}

	@Test
	void countsWhatItKeepsAsHeld() {
		Limits usual = HTTPServerOptions.DEFAULTS.limits();
		HTTPServerOptions little = HTTPServerOptions.DEFAULTS.withLimits(new Limits(usual.maxHeaderSize(),
				usual.maxHeaders(), usual.maxBodySize(), usual.maxBufferSize(), 200_000));
		String body = form().file("f", "x", "y".repeat(70_000)).file("g", "x", "y".repeat(70_000)).body();
		String request = MultipartText.head("/", body.length()) + body;

		try (TestConnection connection = new TestConnection(this.application, little)) {
			connection.send(request.substring(0, 60_000));
			assertThat(connection.server().stats().heldRead()).isGreaterThan(59_000);

			assertThat(connection.exchange(request.substring(60_000))).startsWith("HTTP/1.1 503 ")
				.contains("Retry-After: 5");
			assertThat(connection.server().stats().heldRead()).isZero();
		}
	}

	@Test
	void leavesBodiesAloneThatNobodyServes() {
		assertThat(this.client.send("PUT", "/", "--b", MultipartText.TYPE).status()).isEqualTo(405);
		assertThat(this.client.send("POST", "/none", "--b", MultipartText.TYPE).status()).isEqualTo(404);
		assertThat(this.client.send("POST", "/", "--b", "Content-Type: multipart/mixed; boundary=b").body())
			.isEqualTo("[] [] 0 3");
	}

	/** A callback that hands requests on without their heads. */
	@Test
	void readsAFormThatWasGathered() {
		RequestCallback wrapper = this.application::handle;
		try (TestConnection connection = new TestConnection(wrapper)) {
			String answer = connection.exchange(form().field("a", "1").file("f", "x", "y").request("/"));

			assertThat(answer).endsWith("[1] [1] 0 75 x (text/plain, 1 bytes)=y".replace("75",
					"" + form().field("a", "1").file("f", "x", "y").body().length()));
			assertThat(connection.exchange(MultipartText.head("/", 3) + "--b")).startsWith("HTTP/1.1 400 ");
		}
	}

	@Test
	void endsWithoutAHandlerIfTheClientLeaves() {
		String request = form().field("a", "1").request("/");
		try (TestConnection connection = new TestConnection(this.application)) {
			connection.send(request.substring(0, request.length() - 5));
			connection.reset();

			assertThat(connection.server().stats().heldRead()).isZero();
		}
		assertThat(PREPARED).isEmpty();
	}

}
