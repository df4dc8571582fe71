package io.jtornado.blackbox;

import java.io.IOException;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.blackbox.Wire.get;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** What a handler can do to the head of its answer, and what of it leaves. */
@Timeout(60)
class AnswerCaseTests {

	private static final String HELLO = "\"f7ff9e8b7bb2e09b70935a5d785e0cc5d9d0abf0\"";

	private SocketServer server;

	private SocketClient client;

	private CapturedLog log;

	static class Length extends RequestHandler {

		void get() {
			setHeader("Content-Length", queryArgument("length"));
			write("Hello");
			if (queryArgument("flush", "").equals("yes")) {
				flush();
			}
		}

	}

	static class Injecting extends RequestHandler {

		void get() {
			setHeader(queryArgument("name", "X-Ok"), queryArgument("value"));
			write("done");
		}

	}

	static class Reason extends RequestHandler {

		void get() {
			setStatus(400, queryArgument("reason"));
			writeError(400, null);
		}

	}

	static class Bare extends RequestHandler {

		void get(int status) {
			setHeader("Content-Language", "en");
			setStatus(status);
		}

	}

	static class Hello extends RequestHandler {

		String get() {
			setHeader("Content-Language", "en");
			return "Hello";
		}

	}

	@BeforeEach
	void start() throws IOException {
		this.log = new CapturedLog("jtornado", Level.WARN);
		this.server = new SocketServer(Application.builder()
			.add(url("/length", Length.class), url("/injecting", Injecting.class), url("/reason", Reason.class),
					url("/bare/{status}", Bare.class), url("/hello", Hello.class))
			.accessLog(false)
			.build());
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
		this.log.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "%2B10", "1_0", "foo", "-5", "4", "6" })
	@DisplayName("18. A handler announces a length that is none, or not that of its body: 500, and the connection goes on")
	void sendsNoLengthThatIsWrong(String length) throws IOException {
		assertThat(this.client.exchange(get("/length?length=" + length))).startsWith("HTTP/1.1 500 ");
		assertThat(this.client.exchange(get("/hello"))).endsWith("Hello");
	}

	@ParameterizedTest
	@ValueSource(ints = { 4, 6 })
	@DisplayName("18. The same when the head has left already: the connection breaks, and no other answer follows")
	void breaksOffAnAnswerOfAnotherLength(int length) throws IOException {
		this.client.send(get("/length?flush=yes&length=" + length) + get("/hello"));
		assertThat(Wire.statuses(this.client.receiveUntilReset())).hasSizeLessThanOrEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "value=a%0D%0AX-Evil:b", "value=a%0AX-Evil:b", "value=a%0DX-Evil:b",
			"name=X-A%0D%0AX-Evil:b&value=c", "name=X-Evil:&value=c", "name=&value=c" })
	@DisplayName("27. Nobody injects a header field by setHeader: 500")
	void injectsNoField(String query) throws IOException {
		assertThat(this.client.exchange(get("/injecting?" + query))).startsWith("HTTP/1.1 500 ")
			.doesNotContain("X-Evil", "X-A");
		assertThat(this.client.exchange(get("/hello"))).endsWith("Hello");
	}

	@ParameterizedTest
	@ValueSource(strings = { "OK%0D%0AX-Evil:b", "OK%0AX-Evil:b" })
	@DisplayName("27. Nor by the reason, in whose place Unknown is said")
	void injectsNoFieldByTheReason(String reason) throws IOException {
		assertThat(this.client.exchange(get("/reason?reason=" + reason))).startsWith("HTTP/1.1 400 Unknown\r\n")
			.doesNotContain("X-Evil");
	}

	@ParameterizedTest
	@ValueSource(strings = { "%3Cscript%3Ealert(1)%3C/script%3E", "a%26%3Cb" })
	@DisplayName("28. A script as a reason is not reflected, in the head or in the page")
	void reflectsNoScript(String reason) throws IOException {
		assertThat(this.client.exchange(get("/reason?reason=" + reason))).startsWith("HTTP/1.1 400 Unknown\r\n")
			.endsWith("<body>400: Unknown</body></html>");
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 304 })
	@DisplayName("34. 204 and 304 say nothing of a body: no length, no type, no language")
	void saysNothingOfABodyThatThereIsNot(int status) throws IOException {
		String answer = this.client.exchange(get("/bare/" + status));
		assertThat(answer).startsWith("HTTP/1.1 " + status + " ")
			.doesNotContainIgnoringCase("\r\nContent-")
			.doesNotContainIgnoringCase("Transfer-Encoding");
		assertThat(this.client.exchange(get("/hello"))).endsWith("Hello");
	}

	@ParameterizedTest
	@ValueSource(strings = { HELLO, "W/" + HELLO, "\"a\", " + HELLO + ", \"b\"", "*", "\"a,b\",W/" + HELLO })
	@DisplayName("34. A client that has what it asks for gets 304, by a strong, a weak, one of several tags, or by *")
	void answersNotModified(String tags) throws IOException {
		String answer = this.client.exchange(get("/hello", "If-None-Match: " + tags));
		assertThat(answer).startsWith("HTTP/1.1 304 Not Modified\r\n")
			.containsIgnoringCase("\r\nEtag: " + HELLO + "\r\n")
			.doesNotContainIgnoringCase("\r\nContent-");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"a\"", "W/\"a\", \"b\"", "\"f7ff9e8b7bb2e09b70935a5d785e0cc5d9d0abf\"", "W/*" })
	@DisplayName("34. Other tags do not match")
	void answersWholeToOtherTags(String tags) throws IOException {
		assertThat(this.client.exchange(get("/hello", "If-None-Match: " + tags))).startsWith("HTTP/1.1 200 OK\r\n")
			.endsWith("Hello");
	}

}
