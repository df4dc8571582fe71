package io.jtornado.blackbox;

import java.io.IOException;

import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.SocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.blackbox.Wire.get;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Requests that nobody should send, and how the connection ends. */
@Timeout(60)
class MalformedCaseTests {

	private SocketServer server;

	static class Main extends RequestHandler {

		String get() {
			return "hello";
		}

		String post() {
			return "took " + request().body().length;
		}

	}

	@BeforeEach
	void start() throws IOException {
		this.server = new SocketServer(Application.builder().add(url("/", Main.class)).accessLog(false).build());
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	/** All that comes back, up to the end of the connection. */
	private String received(String row) throws IOException {
		this.server.client().send(Wire.octets(row));
		return this.server.client().receiveAll();
	}

	private void assertRefused(String row) throws IOException {
		String received = received(row);
		assertThat(Wire.statuses(received)).as(row).containsExactly("400");
		// Unlike Tornado, whose refusal has neither fields nor a body.
		assertThat(received).contains("\r\nConnection: close\r\n", "\r\nContent-Length: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "asdf⏎⏎", "␀⏎⏎", "GET /⏎⏎", "GET  / HTTP/1.1⏎Host: a⏎⏎", "GET / HTTP/1.1 ⏎Host: a⏎⏎",
			"GET / http/1.1⏎Host: a⏎⏎" })
	@DisplayName("1. A garbage first line: 400 and the end")
	void refusesAGarbageFirstLine(String row) throws IOException {
		assertRefused(row);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1⏎Host: a⏎X-Header⏎⏎", "GET / HTTP/1.1⏎Host: a⏎X-Header : x⏎⏎",
			"GET / HTTP/1.1⏎Host: a⏎: x⏎⏎" })
	@DisplayName("2. A header line without a colon: 400")
	void refusesAFieldWithoutColon(String row) throws IOException {
		assertRefused(row);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host: foo bar", "Host: a⏎Host: a", "X: y", "Host: a/b" })
	@DisplayName("3. A Host that is none, two of them, or none at all: 400")
	void refusesAHostThatIsNone(String fields) throws IOException {
		assertRefused("GET / HTTP/1.1⏎" + fields + "⏎⏎");
	}

	@Test
	@DisplayName("4. A method that nobody has: 501 and not Tornado's 405, one that is no token: 400")
	void tellsUnknownMethodsFromWhatIsNone() throws IOException {
		// RFC 9110, 15.6.2: 405 is for methods that a server knows.
		assertThat(this.server.client().exchange("FOO / HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 501 ");
		assertThat(this.server.client().exchange("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 405 ")
			.contains("\r\nAllow: ");
		assertRefused("FOO,BAR / HTTP/1.1⏎Host: a⏎⏎");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1_a⏎", "0x1⏎", "+1⏎", "-1⏎", "⏎", "1 ⏎", "g⏎", "ffffffffffffffffff⏎", "1⏎ab⏎" })
	@DisplayName("6. A chunk size that is no hexadecimal number: 400")
	void refusesAChunkSizeThatIsNone(String chunk) throws IOException {
		assertRefused("POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎" + chunk);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Transfer-Encoding: chunked⏎Transfer-Encoding: chunked",
			"Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked⏎Content-Length: 2",
			"Content-Length: 2⏎Transfer-Encoding: chunked", "Transfer-Encoding: identity",
			"Transfer-Encoding: chunked, chunked", "Transfer-Encoding: \u0085chunked" })
	@DisplayName("7. Transfer-Encoding twice, of anything but chunked, or with a Content-Length: no body is read")
	void refusesOtherTransferCodings(String fields) throws IOException {
		String received = received("POST / HTTP/1.1⏎Host: a⏎" + fields + "⏎⏎0⏎⏎GET / HTTP/1.1⏎Host: a⏎⏎");
		assertThat(Wire.statuses(received)).hasSize(1).containsAnyOf("400", "501");
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo", "+10", "1_0", "-1", "", "1,2", "0x2", "2 2", "\u0661", "99999999999999999999" })
	@DisplayName("8. A Content-Length that is no number of digits: 400")
	void refusesALengthThatIsNone(String length) throws IOException {
		String received = received("POST / HTTP/1.1⏎Host: a⏎Content-Length: " + length + "⏎⏎0123456789");
		assertThat(Wire.statuses(received)).containsExactly("400");
	}

	@Test
	@DisplayName("10. Lines that end in CRLF are read; unlike in Tornado, a bare LF is refused")
	void readsLinesThatEndInCrlfAlone() throws IOException {
		assertThat(this.server.client().exchange(get("/"))).endsWith("\r\n\r\nhello");
		assertRefused("GET / HTTP/1.1␊Host: a␊␊");
	}

}
