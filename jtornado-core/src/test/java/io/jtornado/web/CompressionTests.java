package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.http.ContentCoder;
import io.jtornado.http.ContentEncoder;
import io.jtornado.http.OctetSink;
import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Answers that leave in one piece. */
class CompressionTests {

	private static final int ENOUGH = 2000;

	private static final int LARGE = 300_000;

	private final Application application = application(CompressionOptions.DEFAULTS);

	private final TestClient client = TestClient.of(this.application);

	private static Application application(CompressionOptions options) {
		return Application.builder()
			.add(url("/text/{size}", Text.class, Text::new))
			.add(url("/field/{name}/{value}", WithField.class, WithField::new))
			.add(url("/type", Typed.class, Typed::new))
			.add(url("/status/{status}", WithStatus.class, WithStatus::new))
			.add(url("/head", OwnHead.class, OwnHead::new))
			.add(url("/error", Failing.class, Failing::new))
			.add(url("/away", RedirectHandler.class, () -> new RedirectHandler("/text/1")))
			.compression(options)
			.accessLog(false)
			.build();
	}

	/** A text that does not get arbitrarily short. */
	static String text(int size) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; text.length() < size; i++) {
			text.append(Integer.toHexString(i * 0x9E3779B9)).append(" of many words, ");
		}
		return text.substring(0, size);
	}

	static class Text extends RequestHandler {

		String get(int size) {
			return text(size);
		}

		String post(int size) {
			return text(size);
		}

	}

	static class WithField extends RequestHandler {

		String get(String name, String value) {
			setHeader(name, value);
			return text(ENOUGH);
		}

	}

	static class Typed extends RequestHandler {

		String get() {
			setHeader("Content-Type", queryArgument("is"));
			return text(ENOUGH);
		}

	}

	static class WithStatus extends RequestHandler {

		void get(int status) {
			setStatus(status);
			if (status != 204 && status != 304) {
				write(text(ENOUGH));
			}
		}

	}

	static class OwnHead extends RequestHandler {

		String get() {
			return text(ENOUGH);
		}

		void head() {
			setHeader("Content-Type", "text/plain; charset=UTF-8");
			setHeader("Content-Length", ENOUGH);
		}

	}

	static class Failing extends RequestHandler {

		void get() {
			setHeader("Etag", "\"of what fails\"");
			write("half");
			throw new HTTPException(404);
		}

		@Override
		protected void writeError(int status, Throwable error) {
			write(text(ENOUGH));
		}

	}

	@AfterEach
	void close() {
		CompressionStats stats = CompressionStats.of(this.client.loop().ioLoop());
		assertThat(stats.streams()).as("encoders that are held").isZero();
		this.client.close();
	}

	private TestResponse get(String target, String accepted) {
		return this.client.request("GET", target).header("Accept-Encoding", accepted).fetch();
	}

	@Test
	void areCompressedForWhomItIsGood() {
		TestResponse response = get("/text/" + ENOUGH, "gzip");

		assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(response.header("Vary")).isEqualTo("Accept-Encoding");
		assertThat(response.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
		assertThat(response.header("Content-Length")).isEqualTo(String.valueOf(response.body().length));
		assertThat(response.body()).hasSizeLessThan(ENOUGH * 3 / 4);
		assertThat(GzipText.of(response.body())).isEqualTo(text(ENOUGH));
	}

	@Test
	void areNotWithoutTheSetting() {
		Application plain = Application.builder().add(url("/text/{size}", Text.class, Text::new)).build();
		try (TestClient other = TestClient.of(plain)) {
			TestResponse response = other.request("GET", "/text/2000").header("Accept-Encoding", "gzip").fetch();

			assertThat(response.headers().contains("Content-Encoding")).isFalse();
			assertThat(response.headers().contains("Vary")).isFalse();
			assertThat(response.text()).isEqualTo(text(ENOUGH));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip;q=0", "identity", "br", "*;q=0", "identity, gzip;q=0.5", "gzip;q=1.5", "not gzip" })
	void areNotForWhoDoesNotWantIt(String accepted) {
		TestResponse response = get("/text/" + ENOUGH, accepted);

		assertThat(response.headers().contains("Content-Encoding")).isFalse();
		assertThat(response.header("Vary")).isEqualTo("Accept-Encoding");
		assertThat(response.text()).isEqualTo(text(ENOUGH));
	}

	@Test
	void areNotForWhoDoesNotAsk() {
		TestResponse response = this.client.fetch("GET", "/text/" + ENOUGH);

		assertThat(response.headers().contains("Content-Encoding")).isFalse();
		assertThat(response.header("Vary")).isEqualTo("Accept-Encoding");
	}

	@ParameterizedTest
	@CsvSource({ "1023, gzip,", "1024, gzip, gzip", "1, 'gzip, identity;q=0', gzip", "1, '*;q=0, gzip', gzip",
			"1024, 'deflate, gzip;q=0.9', deflate", "1024, 'deflate, gzip', gzip" })
	void areNotBelowTheLeastLength(int size, String accepted, String coding) {
		TestResponse response = get("/text/" + size, accepted);

		assertThat(response.header("Content-Encoding")).isEqualTo(coding);
		assertThat(response.header("Vary")).isEqualTo("Accept-Encoding");
	}

	@Test
	void areCompressedInSlicesIfTheyAreLarge() {
		TestResponse response = get("/text/" + LARGE, "gzip");

		assertThat(response.header("Content-Encoding")).isEqualTo("gzip");
		assertThat(response.header("Transfer-Encoding")).isEqualTo("chunked");
		assertThat(response.header("Vary")).isEqualTo("Accept-Encoding");
		assertThat(GzipText.of(response.body())).isEqualTo(text(LARGE));
	}

	@Test
	void areCountedAsTheyGo() {
		CompressionStats stats = CompressionStats.of(this.client.loop().ioLoop());
		int small = get("/text/" + ENOUGH, "gzip").body().length;
		int large = get("/text/" + LARGE, "gzip").body().length;

		assertThat(stats.taken()).isEqualTo(ENOUGH + LARGE);
		assertThat(stats.given()).isEqualTo(small + large);
		assertThat(stats.refused()).isZero();
	}

	@Test
	void areSentAsTheyAreIfTooManyAreCompressed() {
		try (TestClient other = TestClient.of(application(CompressionOptions.DEFAULTS.withMaxStreams(0)))) {
			TestResponse large = other.request("GET", "/text/" + LARGE).header("Accept-Encoding", "gzip").fetch();
			TestResponse small = other.request("GET", "/text/" + ENOUGH).header("Accept-Encoding", "gzip").fetch();

			assertThat(large.header("Content-Encoding")).isNull();
			assertThat(large.header("Vary")).isEqualTo("Accept-Encoding");
			assertThat(large.text()).isEqualTo(text(LARGE));
			assertThat(small.header("Content-Encoding")).isEqualTo("gzip");
			assertThat(CompressionStats.of(other.loop().ioLoop()).refused()).isOne();
		}
	}

	@ParameterizedTest
	@CsvSource({ "Content-Encoding, br, br", "Cache-Control, no-transform,", "Cache-Control, 'public, No-Transform',",
			"Content-Range, bytes 0-1999/9999," })
	void areLeftAloneIfTheHandlerSaysSo(String name, String value, String coding) {
		TestResponse response = get("/field/" + name + "/" + value.replace(" ", "%20").replace("/", "%2F"), "gzip");

		assertThat(response.header("Content-Encoding")).isEqualTo(coding);
		assertThat(response.header(name)).isEqualTo(value);
		assertThat(response.headers().contains("Vary")).isFalse();
		assertThat(response.text()).isEqualTo(text(ENOUGH));
	}

	@ParameterizedTest
	@CsvSource({ "image/png", "application/octet-stream", "text/event-stream" })
	void areLeftAloneIfTheirTypeGainsNothing(String type) {
		TestResponse response = get("/type?is=" + type, "gzip");

		assertThat(response.headers().contains("Content-Encoding")).isFalse();
		assertThat(response.headers().contains("Vary")).isFalse();
		assertThat(response.text()).isEqualTo(text(ENOUGH));
	}

	@ParameterizedTest
	@CsvSource({ "Cookie, 'Cookie, Accept-Encoding'", "*, *", "accept-encoding, accept-encoding",
			"'Origin, Accept-ENCODING', 'Origin, Accept-ENCODING'", "'Origin, *', 'Origin, *'",
			"X-Accept-Encoding, 'X-Accept-Encoding, Accept-Encoding'" })
	void sayOnceThatThereIsAChoice(String vary, String merged) {
		assertThat(get("/field/Vary/" + vary.replace(" ", "%20"), "gzip").header("Vary")).isEqualTo(merged);
		assertThat(get("/field/Vary/" + vary.replace(" ", "%20"), "identity").header("Vary")).isEqualTo(merged);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 203, 400, 404, 500, 599 })
	void haveAnyStatusWithABody(int status) {
		TestResponse response = get("/status/" + status, "gzip");

		assertThat(response.status()).isEqualTo(status);
		assertThat(GzipText.of(response.body())).isEqualTo(text(ENOUGH));
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 206, 304 })
	void haveNoneOfTheOthers(int status) {
		TestResponse response = get("/status/" + status, "gzip");

		assertThat(response.status()).isEqualTo(status);
		assertThat(response.headers().contains("Content-Encoding")).isFalse();
	}

	@Test
	void areErrorPagesToo() {
		TestResponse page = get("/error", "gzip");
		TestResponse small = get("/nowhere", "gzip");

		assertThat(page.status()).isEqualTo(404);
		assertThat(page.header("Etag")).isNull();
		assertThat(GzipText.of(page.body())).isEqualTo(text(ENOUGH));
		assertThat(small.status()).isEqualTo(404);
		assertThat(small.header("Content-Encoding")).isNull();
	}

	@Test
	void areNoRedirects() {
		TestResponse response = get("/away", "gzip");

		assertThat(response.status()).isEqualTo(301);
		assertThat(response.headers().contains("Content-Encoding")).isFalse();
		assertThat(response.headers().contains("Vary")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "gzip, 100", "gzip, 2000", "gzip, 300000", "deflate, 2000", "identity, 2000" })
	void haveTheSameHeadForHead(String accepted, int size) {
		TestResponse got = get("/text/" + size, accepted);
		TestResponse head = this.client.request("HEAD", "/text/" + size).header("Accept-Encoding", accepted).fetch();

		assertThat(head.body()).isEmpty();
		assertThat(head.headers()).usingRecursiveComparison().ignoringFields("date").isEqualTo(got.headers());
	}

	@Test
	void leaveAHeadOfTheHandlersOwnAlone() {
		TestResponse head = this.client.request("HEAD", "/head").header("Accept-Encoding", "gzip").fetch();

		assertThat(head.header("Content-Encoding")).isNull();
		assertThat(head.header("Content-Length")).isEqualTo("2000");
		assertThat(head.header("Vary")).isEqualTo("Accept-Encoding");
	}

	@Test
	void mayHaveALengthThatIsRight() {
		assertThat(get("/field/Content-Length/2000", "gzip").header("Content-Encoding")).isEqualTo("gzip");
		assertThat(get("/field/Content-Length/1999", "gzip").status()).isEqualTo(500);
		assertThat(get("/field/Content-Length/+2000", "gzip").status()).isEqualTo(500);
	}

	@ParameterizedTest
	@ValueSource(ints = { ENOUGH, LARGE })
	void keepTheirOrderWhenTheyArePipelined(int size) {
		try (TestConnection connection = new TestConnection(this.application)) {
			String asked = "GET /text/" + size + " HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n";
			String plain = "GET /text/5 HTTP/1.1\r\nHost: a\r\n\r\n";

			String answers = connection.exchange(asked + plain + asked + plain);

			List<String> codings = new ArrayList<>();
			for (String answer : answers.split("HTTP/1.1 200 OK\r\n")) {
				if (!answer.isEmpty()) {
					codings.add(
							answer.contains("Content-Encoding: gzip") ? "gzip" : answer.substring(answer.length() - 5));
				}
			}
			assertThat(codings).containsExactly("gzip", text(5), "gzip", text(5));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { ENOUGH, LARGE })
	void areReadByClientsOfOldToo(int size) {
		try (TestConnection connection = new TestConnection(this.application)) {
			String answer = connection
				.exchange("GET /text/" + size + " HTTP/1.0\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");

			String[] parts = answer.split("\r\n\r\n", 2);
			assertThat(parts[0]).contains("Content-Encoding: gzip").doesNotContain("Transfer-Encoding");
			assertThat(GzipText.of(parts[1].getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(text(size));
		}
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "gzip" })
	void areSentWholeOrNotAtAllIfTheCoderFails(String accepted) {
		CompressionOptions options = CompressionOptions.DEFAULTS.withCoders(new FailingCoder());
		try (TestClient other = TestClient.of(application(options))) {
			TestResponse response = (accepted != null)
					? other.request("GET", "/text/2000").header("Accept-Encoding", accepted).fetch()
					: other.fetch("GET", "/text/2000");

			assertThat(response.status()).isEqualTo((accepted != null) ? 500 : 200);
			assertThat(response.headers().contains("Content-Encoding")).isFalse();
			assertThat(FailingCoder.open).isZero();
		}
	}

	static final class FailingCoder implements ContentCoder, ContentEncoder {

		static int open;

		@Override
		public String coding() {
			return "gzip";
		}

		@Override
		public ContentEncoder newEncoder() {
			open++;
			return this;
		}

		@Override
		public void encode(byte[] content, int from, int to, OctetSink sink) {
			throw new IllegalStateException("No more of this");
		}

		@Override
		public void flush(OctetSink sink) {
			throw new IllegalStateException("No more of this");
		}

		@Override
		public void finish(OctetSink sink) {
			throw new IllegalStateException("No more of this");
		}

		@Override
		public void close() {
			open--;
		}

	}

}
