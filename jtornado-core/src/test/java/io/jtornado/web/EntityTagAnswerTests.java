package io.jtornado.web;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class EntityTagAnswerTests {

	private static final String HELLO = "\"f7ff9e8b7bb2e09b70935a5d785e0cc5d9d0abf0\"";

	static class Hello extends RequestHandler {

		String get() {
			setHeader("Content-Language", "en");
			return "Hello";
		}

		String post() {
			return "Hello";
		}

	}

	static class Empty extends RequestHandler {

		void get() {
		}

	}

	static class Sized extends RequestHandler {

		String get(int size) {
			return "x".repeat(size);
		}

	}

	static class Filled extends RequestHandler {

		String get(String end, int size) {
			return "x".repeat(size - 1) + end;
		}

	}

	static class OwnTag extends RequestHandler {

		void get() {
			setHeader("Etag", "W/\"own\"");
			write("body");
		}

	}

	static class Flushed extends RequestHandler {

		CompletionStage<Void> get() {
			write("Hello");
			return flush();
		}

	}

	static class Dated extends RequestHandler {

		String get() {
			setHeader("Last-Modified", Instant.ofEpochSecond(784_111_777));
			return "Dated";
		}

	}

	static class Failed extends RequestHandler {

		void get() {
			setStatus(201);
			write("Hello");
		}

	}

	private final TestClient client = new TestClient(url("/hello", Hello.class), url("/empty", Empty.class),
			url("/sized/{n}", Sized.class), url("/filled/{end}/{n}", Filled.class), url("/own", OwnTag.class),
			url("/flushed", Flushed.class), url("/created", Failed.class), url("/dated", Dated.class));

	@Test
	void tagsSmallAnswersAsTornadoDoes() {
		assertThat(this.client.get("/hello").header("Etag")).isEqualTo(HELLO);
		assertThat(this.client.get("/empty").header("Etag")).isEqualTo("\"da39a3ee5e6b4b0d3255bfef95601890afd80709\"");
		assertThat(this.client.fetch("POST", "/hello").header("Etag")).isNull();
		assertThat(this.client.get("/created").header("Etag")).isNull();
		assertThat(this.client.get("/flushed").header("Etag")).isNull();
		assertThat(this.client.get("/missing").header("Etag")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { HELLO, "W/" + HELLO, "\"a\", " + HELLO, "*", "\"a\"\r\nIf-None-Match: " + HELLO })
	void answers304ToClientsThatHaveIt(String known) {
		for (String method : new String[] { "GET", "HEAD" }) {
			TestClient.Reply reply = this.client.fetch(method, "/hello", "If-None-Match: " + known);

			assertThat(reply.statusLine()).isEqualTo("HTTP/1.1 304 Not Modified");
			assertThat(reply.body()).isEmpty();
			assertThat(reply.header("Etag")).isEqualTo(HELLO);
			assertThat(reply.header("Content-Type")).isNull();
			assertThat(reply.header("Content-Language")).isNull();
			assertThat(reply.header("Content-Length")).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"a\"", "f7ff9e8b7bb2e09b70935a5d785e0cc5d9d0abf0", "" })
	void answersInFullToOthers(String known) {
		assertThat(this.client.get("/hello", "If-None-Match: " + known).body()).isEqualTo("Hello");
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->",
			value = { "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT -> 304",
					"If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT -> 200",
					"If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT -> 200",
					"If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT -> 412", "If-Match: * -> 200",
					"If-Match: x -> 412", "If-None-Match: * -> 304", "If-Range: x -> 200" })
	void evaluatesTheOtherPreconditions(String field, int status) {
		for (String method : new String[] { "GET", "HEAD" }) {
			TestClient.Reply reply = this.client.fetch(method, "/dated", field);

			assertThat(reply.status()).isEqualTo(status);
			assertThat(reply.header("Last-Modified")).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
			assertThat(reply.header("Content-Length")).isEqualTo((status == 200) ? "5" : (status == 412) ? "0" : null);
			assertThat(reply.body()).isEqualTo((status == 200 && method.equals("GET")) ? "Dated" : "");
		}
	}

	@Test
	void leavesPreconditionsOfOtherMethodsAndAnswersToTheHandler() {
		assertThat(this.client.fetch("POST", "/hello", "If-Match: \"x\"").body()).isEqualTo("Hello");
		assertThat(this.client.get("/created", "If-Match: \"x\"").status()).isEqualTo(201);
		assertThat(this.client.get("/missing", "If-Match: \"x\"").status()).isEqualTo(404);
		assertThat(this.client.get("/flushed", "If-Match: \"x\"").status()).isEqualTo(200);
	}

	@Test
	void comparesATagOfTheHandlersOwn() {
		assertThat(this.client.get("/own").header("Etag")).isEqualTo("W/\"own\"");
		assertThat(this.client.get("/own", "If-None-Match: \"own\"").status()).isEqualTo(304);
	}

	@Test
	void tagsEachContentByItself() {
		String empty = this.client.get("/empty").header("Etag");

		for (String size : new String[] { "1", "2", "1024", "16383", "16384" }) {
			String tag = this.client.get("/sized/" + size).header("Etag");

			assertThat(tag).isNotEqualTo(empty);
			assertThat(this.client.get("/sized/" + size).header("Etag")).isEqualTo(tag);
			assertThat(this.client.get("/empty").header("Etag")).isEqualTo(empty);
			assertThat(this.client.get("/sized/" + size).header("Etag")).isEqualTo(tag);
		}
		assertThat(this.client.get("/hello").header("Etag")).isEqualTo(HELLO);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 1024, 16384 })
	void tagsContentsOfOneLengthByThemselves(int size) {
		String one = this.client.get("/filled/a/" + size).header("Etag");
		String other = this.client.get("/filled/b/" + size).header("Etag");

		assertThat(other).isNotNull().isNotEqualTo(one);
		assertThat(this.client.get("/filled/a/" + size).header("Etag")).isEqualTo(one);
		assertThat(this.client.get("/filled/a/" + size).header("Etag")).isEqualTo(one);
	}

	@Test
	void tagsLargeContentsIfThatIsWanted() {
		Application large = Application.builder()
			.add(url("/filled/{end}/{n}", Filled.class))
			.etagMaxSize(100_000)
			.build();
		try (TestClient client = new TestClient(large)) {
			String one = client.get("/filled/a/100000").header("Etag");

			assertThat(one).isNotNull().isNotEqualTo(client.get("/filled/b/100000").header("Etag"));
			assertThat(client.get("/filled/a/100000").header("Etag")).isEqualTo(one);
			assertThat(client.get("/filled/a/100001").header("Etag")).isNull();
		}
	}

	@Test
	void tagsNothingBeyondTheLimit() {
		assertThat(this.client.get("/sized/16384").header("Etag")).isNotNull();
		assertThat(this.client.get("/sized/16385").header("Etag")).isNull();
	}

	@Test
	void tagsNothingWhenSwitchedOff() {
		Application off = Application.builder()
			.add(url("/hello", Hello.class), url("/empty", Empty.class))
			.etagMaxSize(0)
			.build();
		try (TestClient other = new TestClient(off)) {
			assertThat(other.get("/hello").header("Etag")).isNull();
			assertThat(other.get("/empty").header("Etag")).isNull();
		}
	}

	@Test
	void asksTheHandlerForItsTag() {
		class Versioned extends RequestHandler {

			String get(String tagged) {
				return "body";
			}

			@Override
			protected String computeEtag() {
				return pathArgument(0).equals("yes") ? "\"v1\"" : null;
			}

		}
		try (TestClient client = new TestClient(url("/{tagged}", Versioned.class, Versioned::new))) {
			assertThat(client.get("/yes").header("Etag")).isEqualTo("\"v1\"");
			assertThat(client.get("/yes", "If-None-Match: \"v1\"").status()).isEqualTo(304);
			assertThat(client.get("/no").header("Etag")).isNull();
		}
	}

}
