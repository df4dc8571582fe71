package io.jtornado.blackbox;

import java.io.IOException;

import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** What a client can say in a path, a query or a form. */
@Timeout(60)
class ArgumentCaseTests {

	private SocketServer server;

	private SocketClient client;

	static class Arguments extends RequestHandler {

		String get() {
			return arguments("foo").toString();
		}

		String post() {
			return queryArguments("foo") + " " + bodyArguments("foo");
		}

	}

	static class Group extends RequestHandler {

		String get(String group) {
			return "[" + group + "] " + queryArgument("q", "none");
		}

	}

	static class Optional extends RequestHandler {

		String get(String first, String second) {
			return first + " " + second;
		}

	}

	@BeforeEach
	void start() throws IOException {
		this.server = new SocketServer(Application.builder()
			.add(url("/arguments", Arguments.class), url("/group/(.*)", Group.class),
					url("/optional/(a)?(b)?", Optional.class))
			.accessLog(false)
			.build());
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	private String get(String target) throws IOException {
		return this.client.exchange("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
	}

	private static String chunked(String target, String type, String coding, String... chunks) {
		StringBuilder text = new StringBuilder("POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Type: " + type
				+ "\r\nTransfer-Encoding: " + coding + "\r\n\r\n");
		for (String chunk : chunks) {
			text.append(Integer.toHexString(chunk.length())).append("\r\n").append(chunk).append("\r\n");
		}
		return text + "0\r\n\r\n";
	}

	@ParameterizedTest
	@ValueSource(strings = { "chunked", "Chunked" })
	@DisplayName("5. A chunked form has arguments, however the coding is spelt")
	void readsArgumentsOfChunkedForms(String coding) throws IOException {
		assertThat(this.client.exchange(chunked("/arguments?foo=q", "application/x-www-form-urlencoded", coding, "foo",
				"=b", "&foo=%C3%A9&foo=")))
			.endsWith("\r\n\r\n[q] [b, \u00e9, ]");
		assertThat(this.client.exchange(chunked("/arguments?foo=q", "multipart/form-data; boundary=b", coding,
				"--b\r\nContent-Disposition: form-data; na", "me=foo\r\n\r\nbar\r", "\n--b--")))
			.endsWith("\r\n\r\n[q] [bar]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "/arguments?foo=&foo=|[, ]", "/arguments?foo=%C3%A9|[\u00e9]",
					"/arguments?foo=a+b%20c%2Bd|[a b c+d]", "/arguments?foo=1&bar=2&foo=3|[1, 3]",
					"/arguments?foo=%zz;foo=2|[%zz;foo=2]", "/arguments?foo=%01a%00b%1F|[a b]",
					"/group/a+b%20c%2Bd?q=a+b%20c%2Bd|[a+b c+d] a b c+d", "/group/%C3%A9?q=%C3%A9|[\u00e9] \u00e9" })
	@DisplayName("23. Blank values are values, escapes are UTF-8, and a plus is a space in a query but not in a path")
	void decodesAsTheTableSays(String target, String body) throws IOException {
		assertThat(get(target)).endsWith("\r\n\r\n" + body);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "/group/a%2Fb|[a/b] none", "/group/a%3Fb?q=1|[a?b] 1", "/group/%25|[%] none" })
	@DisplayName("24. A path is matched before it is decoded")
	void decodesAGroupAfterItWasMatched(String target, String body) throws IOException {
		assertThat(get(target)).endsWith("\r\n\r\n" + body);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/group/%E9", "/group/a?q=%E9", "/arguments?foo=%C3", "/arguments?%E9=1" })
	@DisplayName("25. What is not UTF-8, in a path or a query, is the client's mistake: 400")
	void refusesWhatIsNotUtf8(String target) throws IOException {
		assertThat(get(target)).startsWith("HTTP/1.1 400 ");
		assertThat(get("/arguments?foo=1")).as("the connection is kept").endsWith("[1]");
	}

	@ParameterizedTest
	@CsvSource({ "/optional/, null null", "/optional/a, a null", "/optional/b, null b", "/optional/ab, a b" })
	@DisplayName("26. A group that took no part is null")
	void givesNullForAGroupThatTookNoPart(String target, String body) throws IOException {
		assertThat(get(target)).endsWith("\r\n\r\n" + body);
	}

}
