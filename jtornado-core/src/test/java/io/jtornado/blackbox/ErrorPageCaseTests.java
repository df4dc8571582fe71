package io.jtornado.blackbox;

import java.io.IOException;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.web.Application;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.jtornado.blackbox.Wire.get;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** What a client sees of a handler that fails. */
@Timeout(60)
class ErrorPageCaseTests {

	private SocketServer server;

	private SocketClient client;

	private CapturedLog log;

	static class Failing extends RequestHandler {

		void get() {
			setHeader("X-Before", "lost");
			setCookie("before", "kept");
			write("lost");
			throw new IllegalStateException("secret");
		}

		void post() {
			throw new HTTPException(409, "secret");
		}

	}

	static class OwnPage extends Failing {

		@Override
		protected void writeError(int status, Throwable error) {
			setHeader("Content-Type", "text/plain");
			write("Status " + status);
		}

	}

	static class FailingPage extends Failing {

		@Override
		protected void writeError(int status, Throwable error) {
			write("half");
			throw new IllegalStateException("again");
		}

	}

	static class FailingLog extends Failing {

		@Override
		protected void logException(Throwable failure) {
			throw new IllegalStateException("again");
		}

	}

	@BeforeEach
	void start() throws IOException {
		this.log = new CapturedLog("jtornado", Level.WARN);
		this.server = new SocketServer(Application.builder()
			.add(url("/default", Failing.class), url("/own", OwnPage.class), url("/failing", FailingPage.class),
					url("/log", FailingLog.class))
			.accessLog(false)
			.build());
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
		this.log.close();
	}

	@Test
	@DisplayName("30. The default page says the status and no more; cookies stay, fields and body go")
	void writesThePageOfTheOriginal() throws IOException {
		assertThat(this.client.exchange(get("/default"))).startsWith("HTTP/1.1 500 Internal Server Error\r\n")
			.contains("\r\nContent-Type: text/html; charset=UTF-8\r\n", "\r\nSet-Cookie: before=kept;")
			.endsWith("\r\n\r\n<html><title>500: Internal Server Error</title>"
					+ "<body>500: Internal Server Error</body></html>")
			.doesNotContain("X-Before", "lost", "secret");
	}

	@Test
	@DisplayName("30. The message of an HTTPException is for the log alone")
	void saysTheStatusOfAnException() throws IOException {
		assertThat(this.client.exchange(Wire.post("/default", ""))).startsWith("HTTP/1.1 409 Conflict\r\n")
			.endsWith("<html><title>409: Conflict</title><body>409: Conflict</body></html>")
			.doesNotContain("secret");
	}

	@Test
	@DisplayName("30. A handler writes a page of its own")
	void writesAPageOfTheHandler() throws IOException {
		assertThat(this.client.exchange(get("/own"))).startsWith("HTTP/1.1 500 ")
			.contains("\r\nContent-Type: text/plain\r\n")
			.endsWith("\r\n\r\nStatus 500");
	}

	@Test
	@DisplayName("30. A page that fails: the status stays, and the connection goes on")
	void keepsTheStatusWhenThePageFails() throws IOException {
		assertThat(this.client.exchange(get("/failing"))).startsWith("HTTP/1.1 500 ").doesNotContain("again");
		assertThat(this.client.exchange(get("/own"))).endsWith("Status 500");
	}

	@Test
	@DisplayName("30. A log that fails: the page is written all the same")
	void writesThePageWhenTheLogFails() throws IOException {
		assertThat(this.client.exchange(get("/log"))).startsWith("HTTP/1.1 500 ")
			.endsWith("<body>500: Internal Server Error</body></html>");
	}

	@Test
	@DisplayName("30. Nobody's URL has the default page, with 404")
	void writesThePageForNobodysUrl() throws IOException {
		assertThat(this.client.exchange(get("/nowhere"))).startsWith("HTTP/1.1 404 Not Found\r\n")
			.endsWith("<html><title>404: Not Found</title><body>404: Not Found</body></html>");
	}

}
