package io.jtornado.httpserver;

import java.util.ArrayList;
import java.util.List;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways to hide one request in another. Whatever two parsers could read in two ways is
 * refused once, and nothing behind it is read.
 */
class SmugglingTests {

	private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

	private final List<String> served = new ArrayList<>();

	private final TestServer server = new TestServer((request) -> {
		this.served.add(request.uri());
		TestServer.echo(request);
	});

	@AfterEach
	void close() {
		this.server.close();
	}

	// https://portswigger.net/web-security/request-smuggling (CL.TE and TE.CL)
	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 6\r\nTransfer-Encoding: chunked",
			"Transfer-Encoding: chunked\r\nContent-Length: 4", "Content-Length: 0\r\nTransfer-Encoding: chunked",
			"Transfer-Encoding: chunked\r\nContent-Length:" })
	void refusesTwoLengths(String fields) {
		assertRefused("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n0\r\n\r\n");
	}

	// https://portswigger.net/research/http-desync-attacks-request-smuggling-reborn
	// (TE.TE: one of two parsers does not see the coding)
	@ParameterizedTest
	@ValueSource(strings = { "Transfer-Encoding: xchunked", "Transfer-Encoding : chunked",
			"Transfer-Encoding\t:chunked", " Transfer-Encoding: chunked", "X: y\nTransfer-Encoding: chunked",
			"X: y\rTransfer-Encoding: chunked", "Transfer-Encoding\r\n : chunked", "Transfer-Encoding:\r\n chunked",
			"Transfer-Encoding: chunked\r\n , identity", "Transfer-Encoding:\u000bchunked",
			"Transfer-Encoding:\u00a0chunked", "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: 'chunked'",
			"Transfer-Encoding: chunked\u0000", "Transfer-Encoding: chunke\u0000d", "Transfer-Encoding: chunked;q=0",
			"Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
			"Transfer-Encoding: identity, chunked", "Transfer-Encoding: chunked, chunked",
			"Transfer-Encoding: ,chunked", "Transfer-Encoding:", "Transfer\u0000-Encoding: chunked",
			"Transfer-Encoding\u0080: chunked", "\u0000Transfer-Encoding: chunked" })
	void refusesObscuredTransferCodings(String field) {
		assertRefused("POST / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n0\r\n\r\n");
	}

	// https://github.com/tornadoweb/tornado/security/advisories/GHSA-qppv-j76h-2rpx
	@ParameterizedTest
	@ValueSource(strings = { "+0", "-0", "0_0", "\u00b2", "0x0", "0 0", "0,0", "0, 0", "", "00000000000000000000000_",
			"18446744073709551616", "4294967296,0", "0;", "\"0\"" })
	void refusesLengthsThatAreNoDecimalNumbers(String length) {
		assertRefused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n");
	}

	// https://www.rfc-editor.org/rfc/rfc9112#section-6.3 (item 5)
	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 0\r\nContent-Length: 40", "Content-Length: 0\r\ncontent-length: 0",
			"Content-Length: 0\r\n\tContent-Length: 40", "Content-Length: 0\rContent-Length: 40",
			"Content-Length:\n 0" })
	void refusesRepeatedLengths(String fields) {
		assertRefused("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n");
	}

	// https://github.com/tornadoweb/tornado/security/advisories/GHSA-qppv-j76h-2rpx
	@ParameterizedTest
	@ValueSource(strings = { "+0", "-0", "0x0", "0_0", " 0", "0 ", "\u00b2", "", "000000000000000000000000000000000" })
	void refusesChunkSizesThatAreNoHexNumbers(String size) {
		assertRefused("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + size + "\r\n\r\n");
	}

	// https://w4ke.info/2025/06/18/funky-chunks.html (line ends in and behind chunks)
	@ParameterizedTest
	@ValueSource(strings = { "1;\nx\r\n0\r\n\r\n", "1;a\rb\r\nx\r\n0\r\n\r\n", "1\nx\r\n0\r\n\r\n", "1\r\nx\n0\r\n\r\n",
			"1\r\nxx\r\n0\r\n\r\n", "1\r\nx0\r\n\r\n", "1\r\nx\r\r0\r\n\r\n", "0\n\r\n", "0\r\n\n", "0\r\n\r\r\n",
			"1;\"\r\nx\n0\r\n\r\n" })
	void refusesOtherLineEndsInChunks(String body) {
		assertRefused("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
	}

	// https://www.rfc-editor.org/rfc/rfc9112#section-6.1 (last paragraph)
	@Test
	void refusesChunkedOfHTTP10() {
		assertRefused("POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
	}

	// https://portswigger.net/web-security/host-header/exploiting
	@ParameterizedTest
	@ValueSource(strings = { "Host: a\r\nHost: b", "Host: a\r\n Host: b", "Host: a, b", "Host: a b", "Host: a@b",
			"Host: a/b", "Host: a:80@b", "Host: a\\b", "Host: http://a", "Host: a?b", "Host: a#b", "Host:", "Host: a:b",
			"Host : a", " Host: a", "H\u00f6st: a", "Host: a\u00ff" })
	void refusesDoubtfulHosts(String fields) {
		assertRefused("GET / HTTP/1.1\r\n" + fields + "\r\n\r\n");
	}

	// https://portswigger.net/research/browser-powered-desync-attacks (CL.0: the body of
	// a
	// request that needs none)
	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "OPTIONS", "DELETE", "UNKNOWN" })
	void neverTakesABodyForARequest(String method) {
		TestConnection connection = this.server.connect();
		connection.send(method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: " + SMUGGLED.length() + "\r\n\r\n"
				+ SMUGGLED + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n");

		assertThat(this.served).containsExactly("/", "/next");
		assertThat(Answer.statuses(connection.received())).containsExactly(200, 200);
	}

	// https://www.rfc-editor.org/rfc/rfc9110#section-6.5.1 (trailers frame nothing)
	@Test
	void readsNothingFromTrailers() {
		TestConnection connection = this.server.connect();
		connection.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
				+ "Content-Length: 100\r\nHost: b\r\nConnection: close\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n");

		assertThat(this.served).containsExactly("/", "/next");
		assertThat(Answer.bodies(connection.received()).get(0)).isEqualTo("POST / HTTP/1.1 a []");
	}

	private void assertRefused(String request) {
		TestConnection connection = this.server.connect();
		connection.send(request + SMUGGLED);
		connection.send(SMUGGLED);

		Answer answer = Answer.of(connection.received());
		assertThat(answer.status()).isIn(400, 501);
		assertThat(answer.closes()).isTrue();
		assertThat(connection.outputEnded()).isTrue();
		assertThat(this.served).isEmpty();
	}

}
