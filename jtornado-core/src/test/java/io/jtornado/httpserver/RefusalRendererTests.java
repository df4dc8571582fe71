package io.jtornado.httpserver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalRendererTests {

	private static final String PLAIN = "400: Bad Request\nMalformed request line.\n";

	private static RefusalPage page(String text, String... fields) {
		return new RefusalPage(HTTPHeaders.of(fields), text.getBytes(StandardCharsets.UTF_8));
	}

	private static Answer refused(RefusalRenderer renderer) {
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS.withRefusalRenderer(renderer);
		try (TestServer server = new TestServer(TestServer::echo, options)) {
			TestConnection client = server.connect();
			Answer answer = Answer.of(client.exchange("BAD\r\n\r\n"));
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.closes()).isTrue();
			assertThat(client.outputEnded()).isTrue();
			return answer;
		}
	}

	@Test
	void rendersARefusalWithTheFieldsOfTheApplication() {
		Answer answer = refused((status, refusal) -> page("<p>" + refusal + status, "Content-Type", "text/html",
				"Connection", "keep-alive", "Content-Length", "1"));

		assertThat(answer.body()).isEqualTo("<p>REQUEST_LINE400");
		assertThat(answer.fields()).containsEntry("content-type", "text/html")
			.containsEntry("x-content-type-options", "nosniff")
			.containsEntry("connection", "close");
	}

	@Test
	void saysItPlainlyWhereNothingIsRendered() {
		assertThat(refused((status, refusal) -> null).body()).isEqualTo(PLAIN);
		assertThat(refused((status, refusal) -> page("x")).fields()).containsEntry("content-type", "text/plain");
	}

	@Test
	void saysItPlainlyWhereTheRendererFails() {
		try (EngineLog log = new EngineLog()) {
			assertThat(refused((status, refusal) -> {
				throw new StackOverflowError("failing on purpose");
			}).body()).isEqualTo(PLAIN);
			assertThat(refused((status, refusal) -> page("x".repeat(20_000))).body()).isEqualTo(PLAIN);
			assertThat(refused((status, refusal) -> page("", "X", "x".repeat(70_000))).body()).isEqualTo(PLAIN);
			assertThat(log.messages()).hasSize(3);
		}
	}

	@Test
	void rendersWhatComesTooLateAndLeavesHeadWithoutBody() {
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS
			.withRefusalRenderer((status, refusal) -> page(status + " " + refusal));
		try (TestServer server = new TestServer(TestServer::echo, options)) {
			TestConnection slow = server.connect();
			slow.send("GET / HTTP/1.1\r\n");
			slow.advance(Duration.ofSeconds(15));
			assertThat(Answer.of(slow.received()).body()).isEqualTo("408 null");
			assertThat(server.exchange("HEAD / HTTP/1.1\r\n\r\n")).contains("Content-Length: 8\r\n")
				.endsWith("\r\n\r\n");
		}
	}

}
