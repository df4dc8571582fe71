package io.jtornado.spring.metrics;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestLoop;
import io.jtornado.web.Application;
import io.jtornado.web.BodyLimits;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.StreamRequestBody;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code http.server.requests} says of requests with bodies, whole and in pieces,
 * and what is left to the engine's own meters.
 */
class UploadMetersTests {

	private final BothPaths both = new BothPaths();

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final JTornadoMetrics metrics = new JTornadoMetrics(Tags.empty());

	private final TestLoop loop = new TestLoop();

	private final HTTPServer server = new HTTPServer(Application.builder()
		.add(url("/gathered/{id}", Gathered.class), url("/streamed/{id}", Streamed.class),
				url("/little/{id}", Little.class), url("/picky/{id}", Picky.class))
		.observer(this.both)
		.accessLog(false)
		.build(), this.loop.ioLoop(), HTTPServerOptions.DEFAULTS);

	UploadMetersTests() {
		this.metrics.add(this.server);
		this.metrics.bindTo(this.registry);
	}

	@Test
	void nameThePatternOfAnUploadHoweverItIsTaken() {
		upload("/gathered/1", "abcdef");
		upload("/streamed/2", "abcdef");

		assertRequests("none", "SUCCESS", "200", "/gathered/{id}");
		assertRequests("none", "SUCCESS", "200", "/streamed/{id}");
		assertThat(this.both.count()).isEqualTo(2);
	}

	@Test
	void countAnUploadAsActiveFromItsHeadOn() {
		try (TestConnection client = new TestConnection(this.server, this.loop)) {
			client.send(head("/gathered/1") + "abc");
			assertThat(this.metrics.requestsActive()).isEqualTo(1);
			assertThat(this.both.count()).isZero();

			client.send("def");
			assertThat(this.metrics.requestsActive()).isZero();
			assertThat(this.both.count()).isEqualTo(1);
		}
	}

	@Test
	void sayOfAStreamedUploadWhatTheEngineHasAnswered() {
		upload("/little/1", "");
		assertRequests("none", "CLIENT_ERROR", "413", "/little/{id}");
		try (TestConnection client = new TestConnection(this.server, this.loop)) {
			client.send(head("/streamed/1") + "abc");
			client.advance(Duration.ofSeconds(61));
		}
		assertRequests("none", "CLIENT_ERROR", "408", "/streamed/{id}");
		assertThat(malformed("body-too-large")).isEqualTo(1);
		assertThat(this.metrics.requestsActive()).isZero();
	}

	@Test
	void sayOfAStreamedUploadWhatTheHandlerHasAnsweredAtTheHead() {
		upload("/picky/1", "");

		assertRequests("HTTPException", "CLIENT_ERROR", "413", "/picky/{id}");
		assertThat(malformed("body-too-large")).isZero();
	}

	@Test
	void knowNoStatusOfAnUploadThatItsClientHasBrokenOff() {
		try (TestConnection client = new TestConnection(this.server, this.loop)) {
			client.send(head("/streamed/1") + "abc");
			client.reset();
		}

		assertRequests("none", "UNKNOWN", "UNKNOWN", "/streamed/{id}");
	}

	@Test
	void leaveToTheEngineWhatItRefusesBeforeAHandlerSeesIt() {
		try (TestConnection client = new TestConnection(this.server, this.loop)) {
			client.send("POST /gathered/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n");
			assertThat(client.received()).startsWith("HTTP/1.1 413 ");
		}
		try (TestConnection client = new TestConnection(this.server, this.loop)) {
			client.send(head("/gathered/1") + "abc");
			client.end();
			assertThat(client.received()).startsWith("HTTP/1.1 400 ");
		}
		try (TestConnection client = new TestConnection(this.server, this.loop)) {
			client.send(head("/gathered/1") + "abc");
			client.reset();
		}

		assertThat(this.both.meters()).isEmpty();
		assertThat(malformed("body-too-large")).isEqualTo(1);
		assertThat(malformed("truncated")).isEqualTo(1);
		assertThat(this.metrics.requestsActive()).isZero();
	}

	@Test
	void nameNoPathOfAnUploadToNowhere() {
		upload("/none/1", "abcdef");

		assertRequests("HTTPException", "CLIENT_ERROR", "404", "NOT_FOUND");
	}

	private void upload(String path, String body) {
		try (TestConnection client = new TestConnection(this.server, this.loop)) {
			client.send(head(path) + body);
			assertThat(client.received()).startsWith("HTTP/1.1 ");
		}
	}

	private static String head(String path) {
		return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n";
	}

	private void assertRequests(String exception, String outcome, String status, String uri) {
		assertThat(this.both.meters()).containsEntry("{error=" + exception + ", exception=" + exception
				+ ", method=POST, outcome=" + outcome + ", status=" + status + ", uri=" + uri + "}", 1L);
	}

	private double malformed(String reason) {
		return this.registry.get("jtornado.requests.malformed").tag("reason", reason).functionCounter().count();
	}

	static class Gathered extends RequestHandler {

		String post(String id) {
			return id + request().body().length;
		}

	}

	@StreamRequestBody
	static class Streamed extends RequestHandler {

		@Override
		protected @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
			return null;
		}

		String post(String id) {
			return id;
		}

	}

	@BodyLimits(maxSize = 5)
	@StreamRequestBody
	static class Little extends Streamed {

	}

	@StreamRequestBody
	static class Picky extends Streamed {

		@Override
		protected void prepare() {
			throw new HTTPException(413);
		}

	}

}
