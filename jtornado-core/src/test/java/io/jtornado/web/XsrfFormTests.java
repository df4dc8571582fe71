package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.PartHead;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.MultipartText.form;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The XSRF token of a form of parts: a field of one that is gathered, and no part of one
 * that is streamed.
 */
class XsrfFormTests {

	private static final String COOKIE = "Cookie: _xsrf=deadbeef";

	private final LogCapture log = new LogCapture("jtornado.general");

	private final Application application = Application.builder()
		.add(url("/", Submitted.class), url("/streamed", Streamed.class))
		.cookies(CookieOptions.DEFAULTS.withXsrfCookies(true))
		.accessLog(false)
		.build();

	private final TestClient client = new TestClient(this.application);

	static class Submitted extends RequestHandler {

		String post() {
			return argument("a") + " and " + files("f").size() + " files";
		}

	}

	static class Prepared extends RequestHandler {

		@Override
		protected void prepare() {
			finish("prepared");
		}

	}

	@StreamRequestBody
	static class Streamed extends RequestHandler implements PartListener {

		private int parts;

		@Override
		public CompletionStage<?> partBegun(PartHead head) {
			this.parts++;
			return null;
		}

		@Override
		public CompletionStage<?> partData(ByteBuffer chunk) {
			return null;
		}

		@Override
		public CompletionStage<?> partEnded() {
			return null;
		}

		String post() {
			return this.parts + " parts";
		}

	}

	@AfterEach
	void close() {
		this.client.close();
		this.log.close();
	}

	@Test
	void findsTheTokenAtEverySplit() {
		String request = form().field("a", "1").file("f", "x", "y").field("_xsrf", "deadbeef").request("/", COOKIE);

		assertAnsweredAtEverySplit(request, "HTTP/1.1 200 ", "1 and 1 files");
	}

	@Test
	void missesTheTokenAtEverySplit() {
		String request = form().field("a", "1").file("f", "x", "y").request("/", COOKIE);

		assertAnsweredAtEverySplit(request, "HTTP/1.1 403 ", "");
		assertThat(this.log.lines()).isNotEmpty().allMatch((line) -> line.contains("put xsrfFormHtml() into the form"));
	}

	private void assertAnsweredAtEverySplit(String request, String status, String body) {
		for (int cut = 1; cut < request.length(); cut++) {
			try (TestConnection connection = new TestConnection(this.application)) {
				connection.send(request.substring(0, cut));
				assertThat(connection.exchange(request.substring(cut))).as("cut at %d", cut)
					.startsWith(status)
					.endsWith(body);
				assertThat(connection.server().stats().heldRead()).isZero();
			}
		}
	}

	@Test
	void takesNeitherAFileNorAnotherTokenForIt() {
		assertThat(
				this.client.send(form().field("a", "1").file("_xsrf", "x", "deadbeef").request("/", COOKIE)).status())
			.isEqualTo(403);
		assertThat(this.client.send(form().field("a", "1").field("_xsrf", "badcafe0").request("/", COOKIE)).status())
			.isEqualTo(403);
		assertThat(this.client.send(form().field("a", "1").field("_xsrf", "deadbeef").request("/")).status())
			.isEqualTo(403);
	}

	@Test
	void takesTheTokenOfTheHeaderOrTheQueryToo() {
		String header = form().field("a", "1").request("/", COOKIE, "X-Xsrftoken: deadbeef");
		String query = form().field("a", "1").request("/?_xsrf=deadbeef", COOKIE);

		assertThat(this.client.send(header).body()).isEqualTo("1 and 0 files");
		assertThat(this.client.send(query).body()).isEqualTo("1 and 0 files");
	}

	/** What is wrong with the form is told first: its token cannot be read. */
	@Test
	void refusesAMalformedFormAsEver() {
		assertThat(this.client.send("POST", "/", "no form", MultipartText.TYPE, COOKIE).status()).isEqualTo(400);
	}

	@Test
	void answersWhatNobodyServesWith404() {
		assertThat(this.client.send(form().field("a", "1").request("/nowhere")).status()).isEqualTo(404);
	}

	/** It may do its work in prepare, for methods it has no verb for. */
	@Test
	void findsTheTokenForADefaultHandlerWithoutTheVerb() {
		Application other = Application.builder()
			.defaultHandler(Prepared.class, Prepared::new)
			.cookies(CookieOptions.DEFAULTS.withXsrfCookies(true))
			.accessLog(false)
			.build();
		try (TestClient asking = new TestClient(other)) {
			String without = form().field("a", "1").body();
			String with = form().field("_xsrf", "deadbeef").body();
			assertThat(asking.send("PUT", "/", without, MultipartText.TYPE, COOKIE).status()).isEqualTo(404);
			assertThat(asking.send("PUT", "/", with, MultipartText.TYPE, COOKIE).body()).isEqualTo("prepared");
		}
	}

	@Test
	void takesNoPartOfAStreamedForm() {
		assertThat(this.client.send(form().field("_xsrf", "deadbeef").request("/streamed", COOKIE)).status())
			.isEqualTo(403);
		try (TestClient other = new TestClient(this.application)) {
			String form = form().field("a", "1").request("/streamed", COOKIE, "X-Xsrftoken: deadbeef");
			assertThat(other.send(form).body()).isEqualTo("1 parts");
		}
	}

}
