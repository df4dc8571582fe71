package io.jtornado.web;

import java.util.List;

import io.jtornado.http.EntityTags;
import io.jtornado.http.Preconditions;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestRequest;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Entity tags of what is compressed, there and back. */
class CompressionTagTests {

	private static final List<String> CONDITIONS = List.of("If-None-Match", "If-Match");

	private final TestClient client = TestClient.of(Application.builder()
		.add(url("/computed", Computed.class, Computed::new))
		.add(url("/set", Tagged.class, () -> new Tagged("\"v1\"")))
		.add(url("/weak", Tagged.class, () -> new Tagged("W/\"v1\"")))
		.add(url("/flushed", Flushed.class, Flushed::new))
		.add(url("/document", Document.class, Document::new))
		.compression(CompressionOptions.DEFAULTS)
		.accessLog(false)
		.build());

	static class Computed extends RequestHandler {

		String get() {
			return CompressionTests.text(2000);
		}

	}

	static class Tagged extends RequestHandler {

		private final String tag;

		Tagged(String tag) {
			this.tag = tag;
		}

		String get() {
			setHeader("Etag", this.tag);
			return CompressionTests.text(50_000);
		}

		String put() {
			return get();
		}

	}

	static class Flushed extends RequestHandler {

		void get() {
			setHeader("Etag", "\"v1\"");
			write(CompressionTests.text(2000));
			flush();
		}

	}

	/** Looks at the conditions itself. */
	static class Document extends RequestHandler {

		private static final String TAG = "\"v1\"";

		void get() {
			setHeader("Etag", TAG);
			if (Preconditions.evaluate(this::condition, TAG, null, 0) == Preconditions.Outcome.NOT_MODIFIED) {
				setStatus(304);
			}
			else {
				write(CompressionTests.text(2000));
				flush();
			}
		}

		void put() {
			String match = condition("If-Match");
			if (match == null || !EntityTags.matchesStrongly(match, TAG)) {
				throw new HTTPException(412);
			}
			setStatus(204);
		}

	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private TestResponse get(String target, String accepted, String... fields) {
		TestRequest request = this.client.request("GET", target).header("Accept-Encoding", accepted);
		for (int i = 0; i < fields.length; i += 2) {
			request.header(fields[i], fields[i + 1]);
		}
		return request.fetch();
	}

	private static String tag(TestResponse response) {
		String tag = response.header("Etag");
		assertThat(tag).isNotNull();
		return tag;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/computed", "/set", "/flushed", "/document" })
	void differByTheCoding(String target) {
		String plain = tag(get(target, "identity"));
		String gzip = tag(get(target, "gzip"));
		String deflate = tag(get(target, "deflate"));

		String opaque = plain.substring(0, plain.length() - 1);
		assertThat(plain).matches("\"[0-9a-v]+\"");
		assertThat(gzip).isEqualTo(opaque + "-gzip\"");
		assertThat(deflate).isEqualTo(opaque + "-deflate\"");
	}

	@ParameterizedTest
	@CsvSource({ "/computed, gzip", "/computed, identity", "/computed, deflate", "/set, gzip", "/set, identity",
			"/weak, gzip", "/weak, identity", "/document, gzip", "/document, identity", "/document, deflate" })
	void comeBackAsNotModified(String target, String accepted) {
		TestResponse first = get(target, accepted);

		TestResponse second = get(target, accepted, "If-None-Match", "\"other\", " + tag(first));

		assertThat(second.status()).isEqualTo(304);
		assertThat(tag(second)).isEqualTo(tag(first));
		assertThat(second.header("Vary")).isEqualTo("Accept-Encoding");
		assertThat(second.headers().contains("Content-Encoding")).isFalse();
		assertThat(second.headers().contains("Content-Type")).isFalse();
		assertThat(second.headers().contains("Content-Length")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/computed", "/set", "/document" })
	void letAClientKeepWhatItHasUncompressed(String target) {
		String plain = tag(get(target, "identity"));

		TestResponse response = get(target, "gzip", "If-None-Match", plain);

		assertThat(response.status()).isEqualTo(304);
		assertThat(tag(response)).isEqualTo(plain);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/computed", "/set", "/document" })
	void keepItFromWhatItCannotRead(String target) {
		String gzip = tag(get(target, "gzip"));

		TestResponse response = get(target, "identity", "If-None-Match", gzip);

		assertThat(response.status()).isEqualTo(200);
		assertThat(tag(response)).isNotEqualTo(gzip);
		assertThat(response.headers().contains("Content-Encoding")).isFalse();
	}

	@Test
	void areThoseOfAnythingForAStar() {
		TestResponse response = get("/computed", "gzip", "If-None-Match", "*");

		assertThat(response.status()).isEqualTo(304);
		assertThat(tag(response)).endsWith("-gzip\"");
	}

	@ParameterizedTest
	@CsvSource({ "\"v1-gzip\", gzip, 200, gzip", "\"v1\", gzip, 200,", "\"v1-gzip\", identity, 412,",
			"\"v1\", identity, 200,", "*, gzip, 200, gzip", "\"v2-gzip\", gzip, 412,", "\"v1-deflate\", gzip, 412," })
	void areMatched(String match, String accepted, int status, String coding) {
		TestResponse response = get("/set", accepted, "If-Match", match);

		assertThat(response.status()).isEqualTo(status);
		assertThat(response.header("Content-Encoding")).isEqualTo(coding);
	}

	@ParameterizedTest
	@CsvSource({ "\"v1\", 204", "\"v1-gzip\", 204", "\"v1-deflate\", 204", "'\"v0\", \"v1-gzip\"', 204",
			"\"v2-gzip\", 412", "W/\"v1-gzip\", 412", "\"v1-br\", 412", "-gzip\", 412", "\"v1-gzip, 412", "*, 412" })
	void areKnownToTheHandlerThatWrites(String match, int status) {
		TestResponse response = this.client.request("PUT", "/document").header("If-Match", match).fetch();

		assertThat(response.status()).isEqualTo(status);
	}

	@Test
	void staySoIfTheyAreWeak() {
		TestResponse response = get("/weak", "gzip");

		assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(tag(response)).isEqualTo("W/\"v1\"");
	}

	@Test
	void stayThoseOfWhatWasWritten() {
		TestResponse response = this.client.request("PUT", "/set").header("Accept-Encoding", "gzip").fetch();

		assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(tag(response)).isEqualTo("\"v1\"");
	}

	/** Also if it is another than the one that it would get now. */
	@ParameterizedTest
	@CsvSource({ "'gzip, deflate', \"v1-deflate\"", "'gzip;q=0.5, identity', \"v1-gzip\"", "gzip, \"v1-gzip\"" })
	void areSaidOfWhatTheClientHas(String accepted, String held) {
		for (CompressionOptions options : List.of(CompressionOptions.DEFAULTS,
				CompressionOptions.DEFAULTS.withTypes("text/css"))) {
			try (TestClient other = TestClient.of(Application.builder()
				.add(url("/document", Document.class, Document::new))
				.compression(options)
				.accessLog(false)
				.build())) {
				TestResponse response = other.request("GET", "/document")
					.header("Accept-Encoding", accepted)
					.header("If-None-Match", held)
					.fetch();

				assertThat(response.status()).isEqualTo(304);
				assertThat(tag(response)).isEqualTo(held);
				assertThat(response.header("Vary")).isEqualTo("Accept-Encoding");
			}
		}
	}

	static class Large extends Tagged {

		Large() {
			super("\"v1\"");
		}

		@Override
		String get() {
			return super.get().repeat(2);
		}

	}

	@ParameterizedTest
	@CsvSource({ "If-None-Match, \"v1-gzip\", 304, \"v1-gzip\", 0", "If-Match, \"v1-gzip\", 200, \"v1\", 1",
			"If-Match, \"v2-gzip\", 412, \"v1-gzip\", 0", "If-None-Match, \"v2-gzip\", 200, \"v1\", 1" })
	void areKnownAlsoIfNoMoreIsCompressed(String condition, String value, int status, String tag, int refused) {
		try (TestClient full = TestClient.of(Application.builder()
			.add(url("/large", Large.class, Large::new))
			.compression(CompressionOptions.DEFAULTS.withMaxStreams(0))
			.accessLog(false)
			.build())) {
			TestResponse response = full.request("GET", "/large")
				.header("Accept-Encoding", "gzip")
				.header(condition, value)
				.fetch();

			assertThat(response.status()).isEqualTo(status);
			assertThat(tag(response)).isEqualTo(tag);
			assertThat(response.headers().contains("Content-Encoding")).isFalse();
			assertThat(CompressionStats.of(full.loop().ioLoop()).refused()).isEqualTo(refused);
		}
	}

	@Test
	void areAskedForByConditionsAlone() {
		RequestHandler handler = new Document();
		assertThatIllegalArgumentException().isThrownBy(() -> handler.condition("If-Range"))
			.withMessageContaining("if-match");
	}

	@Test
	void areTheRequestsOwnWithoutCompression() {
		try (TestClient plain = TestClient
			.of(Application.builder().add(url("/document", Document.class, Document::new)).accessLog(false).build())) {
			for (String condition : CONDITIONS) {
				TestResponse response = plain.request(condition.equals("If-Match") ? "PUT" : "GET", "/document")
					.header("Accept-Encoding", "gzip")
					.header(condition, "\"v1-gzip\"")
					.fetch();

				assertThat(response.status()).isEqualTo(condition.equals("If-Match") ? 412 : 200);
			}
		}
	}

}
