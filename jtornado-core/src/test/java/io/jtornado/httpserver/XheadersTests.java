package io.jtornado.httpserver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import io.jtornado.http.CIDR;
import io.jtornado.http.ForwardedField;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.Refusal;
import io.jtornado.http.ResponseStartLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What trusted proxies say of a client, and which hosts are served. The peer is
 * 127.0.0.1.
 */
class XheadersTests {

	private static final HTTPServerOptions TRUSTING = HTTPServerOptions.DEFAULTS.withXheaders(true)
		.withTrustedDownstream(
				List.of(CIDR.parse("127.0.0.0/8"), CIDR.parse("10.0.0.0/8"), CIDR.parse("2001:db8:1::/48")));

	private final List<Refusal> refusals = new ArrayList<>();

	private static void describe(HTTPRequest request) {
		String text = request.remoteIp() + " " + request.fullUrl() + " " + request.hostName() + " " + request.prefix();
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), text.strip().getBytes(StandardCharsets.US_ASCII));
	}

	private String ask(HTTPServerOptions options, String fields) {
		return exchange(options, "GET /x HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
	}

	private String exchange(HTTPServerOptions options, String text) {
		try (TestServer server = new TestServer(XheadersTests::describe, options)) {
			server.server().addListener(new HTTPServerListener() {
				@Override
				public void onMalformed(Refusal refusal) {
					XheadersTests.this.refusals.add(refusal);
				}
			});
			String answer = server.exchange(text);
			return answer.startsWith("HTTP/1.1 200 ") ? answer.substring(answer.indexOf("\r\n\r\n") + 4)
					: answer.substring(9, 12);
		}
	}

	private static String lines(String fields) {
		return fields.replace("|", "\r\n") + "\r\n";
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->", value = { "X-Forwarded-For: 4.4.4.4 -> 4.4.4.4",
			"X-Forwarded-For: 127.0.0.1, 4.4.4.4 -> 4.4.4.4", "X-Forwarded-For: 9.9.9.9, 4.4.4.4, 10.0.0.2 -> 4.4.4.4",
			"X-Forwarded-For: 9.9.9.9|X-Forwarded-For: 4.4.4.4 , 10.0.0.2 -> 4.4.4.4",
			"X-Forwarded-For: 10.0.0.3, 10.0.0.2 -> 10.0.0.3", "X-Forwarded-For: 4.4.4.4:123 -> 4.4.4.4",
			"X-Forwarded-For: [2001:DB8:0::1]:123 -> 2001:db8::1", "X-Forwarded-For: ::1, 2620:0::c -> 2620::c",
			"X-Forwarded-For: 4.4.4.4, [2001:db8:1::9] -> 4.4.4.4", "X-Forwarded-For: ::ffff:10.1.1.1 -> 10.1.1.1",
			"X-Forwarded-For: 4.4.4.4, ::ffff:10.1.1.1 -> 4.4.4.4", "X-Forwarded-For: unknown -> 127.0.0.1",
			"X-Forwarded-For: 4.4.4.4, unknown, 10.0.0.2 -> 10.0.0.2",
			"X-Forwarded-For: 4.4.4.4, www.example.org -> 127.0.0.1", "X-Forwarded-For: 4.4.4.4, -> 127.0.0.1",
			"X-Forwarded-For: , -> 127.0.0.1", "X-Forwarded-For: -> 127.0.0.1",
			"X-Forwarded-For: 010.1.1.1 -> 127.0.0.1", "X-Real-Ip: 4.4.4.4 -> 4.4.4.4", "X-Real-Ip: [::2]:1 -> ::2",
			"X-Real-Ip: 4.4.4.<script> -> 127.0.0.1", "X-Real-Ip: 4.4.4.4, 5.5.5.5 -> 127.0.0.1",
			"X-Forwarded-For: 4.4.4.4|X-Real-Ip: 4.4.4.4 -> 4.4.4.4",
			"X-Forwarded-For: 4.4.4.4, 10.0.0.2|X-Real-Ip: 10.0.0.2 -> 4.4.4.4", "Forwarded: for=4.4.4.4 -> 4.4.4.4",
			"Forwarded: For=\"[2001:db8:cafe::17]:4711\" -> 2001:db8:cafe::17",
			"Forwarded: for=9.9.9.9, for=4.4.4.4;by=x; proto=http , for=10.0.0.2 -> 4.4.4.4",
			"Forwarded: for=9.9.9.9|Forwarded: for=4.4.4.4 -> 4.4.4.4", "Forwarded: for=unknown -> 127.0.0.1",
			"Forwarded: for=4.4.4.4, for=_hidden, for=10.0.0.2 -> 10.0.0.2", "Forwarded: proto=http -> 127.0.0.1",
			"Forwarded: for=\"4.4.\\4.4\";x=\"a,\\\"b;\" -> 4.4.4.4",
			"Forwarded: for=4.4.4.4|X-Forwarded-For: 4.4.4.4 -> 4.4.4.4" })
	void findsTheClient(String fields, String remoteIp) {
		assertThat(ask(TRUSTING, lines(fields))).isEqualTo(remoteIp + " http://a/x a");
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->", value = { "X-Forwarded-Proto: https -> https://a/x a",
			"X-Forwarded-Proto: HTTPS -> https://a/x a", "X-Forwarded-Proto: http, https -> https://a/x a",
			"X-Forwarded-Proto: https, http -> http://a/x a", "X-Forwarded-Proto: javascript -> http://a/x a",
			"X-Forwarded-Proto: https:// -> http://a/x a", "X-Forwarded-Host: B.org -> http://b.org/x b.org",
			"X-Forwarded-Host: evil, b:81 -> http://b:81/x b", "X-Forwarded-Host: [::1]:81 -> http://[::1]:81/x [::1]",
			"X-Forwarded-Host: b/evil -> http://a/x a", "X-Forwarded-Host: u@b -> http://a/x a",
			"X-Forwarded-Host: -> http://a/x a", "X-Forwarded-Host: b:99999 -> http://a/x a",
			"X-Forwarded-Port: 8443 -> http://a:8443/x a", "X-Forwarded-Port: 80 -> http://a/x a",
			"X-Forwarded-Port: 443|X-Forwarded-Proto: https -> https://a/x a", "X-Forwarded-Port: 0 -> http://a/x a",
			"X-Forwarded-Port: -1 -> http://a/x a", "X-Forwarded-Port: 65536 -> http://a/x a",
			"X-Forwarded-Port: 8@b -> http://a/x a", "X-Forwarded-Prefix: /app -> http://a/app/x a /app",
			"X-Forwarded-Prefix: /app/v1/ -> http://a/app/v1/x a /app/v1", "X-Forwarded-Prefix: / -> http://a/x a",
			"X-Forwarded-Prefix: //evil.org -> http://a/x a", "X-Forwarded-Prefix: /a/../b -> http://a/x a",
			"X-Forwarded-Prefix: /a/./b -> http://a/x a", "X-Forwarded-Prefix: /%2e%2e/b -> http://a/x a",
			"X-Forwarded-Prefix: /a\\b -> http://a/x a", "X-Forwarded-Prefix: app -> http://a/x a",
			"X-Forwarded-Prefix: /a?b -> http://a/x a", "X-Forwarded-Prefix: /<b> -> http://a/x a",
			"Forwarded: proto=https;host=\"b:81\" -> https://b:81/x b",
			"Forwarded: proto=ftp;host=\"/\" -> http://a/x a",
			"Forwarded: proto=https|X-Forwarded-Prefix: /app -> https://a/app/x a /app",
			"Forwarded: for=127.0.0.1;host=b;proto=https, for=127.0.0.2;host=c -> https://b/x b" })
	void findsWhatTheClientAskedFor(String fields, String url) {
		assertThat(ask(TRUSTING, lines(fields)).replaceFirst("127.0.0.1 ", "")).isEqualTo(url);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Forwarded: garbage", "Forwarded: for=", "Forwarded: =1.2.3.4", "Forwarded: for=[::1]",
			"Forwarded: for=\"", "Forwarded: for=\"\\", "Forwarded: for=\", for=4.4.4.4",
			"Forwarded: for=\"|Forwarded: for=\"[::2]\"", "Forwarded: for=1.1.1.1;for=2.2.2.2",
			"Forwarded: for=1.1.1.1 proto=http", "Forwarded: for =1.1.1.1", "Forwarded: for= 1.1.1.1",
			"Forwarded: for=\"1.1.1.1\"x", "X-Forwarded-For: 9.9.9.9|X-Real-Ip: 4.4.4.4",
			"X-Forwarded-For: 4.4.4.4|X-Real-Ip: 9.9.9.9", "X-Forwarded-For: 4.4.4.4|Forwarded: for=9.9.9.9",
			"X-Forwarded-Proto: http|Forwarded: proto=https", "X-Forwarded-Host: evil|Forwarded: for=4.4.4.4" })
	void refusesWhatCannotBeBelieved(String fields) {
		assertThat(ask(TRUSTING, lines(fields))).isEqualTo("400");
		assertThat(this.refusals).containsExactly(Refusal.FORWARDED);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->",
			value = { "a -> X-Y: -> 80", "a:81 -> X-Y: -> 81", "a: -> X-Y: -> 80", "[::1] -> X-Y: -> 80",
					"[::1]:81 -> X-Y: -> 81", "a:81 -> X-Forwarded-Proto: https -> 81",
					"a -> X-Forwarded-Proto: https -> 443", "a:81 -> X-Forwarded-Port: 443 -> 443" })
	void findsThePort(String host, String field, String port) {
		try (TestServer server = new TestServer((request) -> request.respond(ResponseStartLine.OK, new HTTPHeaders(),
				String.valueOf(request.port()).getBytes(StandardCharsets.US_ASCII)), TRUSTING)) {
			assertThat(server.exchange("GET / HTTP/1.1\r\nHost: " + host + "\r\n" + field + "\r\n\r\n"))
				.endsWith("\r\n\r\n" + port);
		}
	}

	@Test
	void believesNobodyElse() {
		String fields = lines("X-Forwarded-For: 4.4.4.4|X-Forwarded-Proto: https|X-Forwarded-Host: b|Forwarded: \"");
		HTTPServerOptions others = TRUSTING.withTrustedDownstream(List.of(CIDR.parse("10.0.0.0/8"), CIDR.UNIX));

		assertThat(ask(HTTPServerOptions.DEFAULTS, fields)).isEqualTo("127.0.0.1 http://a/x a");
		assertThat(ask(others, fields)).isEqualTo("127.0.0.1 http://a/x a");
	}

	@Test
	void readsOnlyTheFieldsThatProxiesSet() {
		HTTPServerOptions one = TRUSTING.withForwardedFields(EnumSet.of(ForwardedField.X_REAL_IP));

		assertThat(ask(one, lines("X-Forwarded-For: 9.9.9.9|X-Real-Ip: 4.4.4.4|X-Forwarded-Host: b|Forwarded: \"")))
			.isEqualTo("4.4.4.4 http://a/x a");
	}

	@Test
	void forgetsTheClientWithItsRequest() {
		String two = "GET /1 HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 4.4.4.4\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n";

		assertThat(exchange(TRUSTING, two)).startsWith("4.4.4.4 http://a/1").endsWith("127.0.0.1 http://a/2 a");
	}

	@Test
	void saysAtOnceThatSomebodyMustBeTrusted() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TestServer(TestServer::echo, HTTPServerOptions.DEFAULTS.withXheaders(true)))
			.withMessageContaining("trustedDownstream");
	}

	@ParameterizedTest
	@ValueSource(strings = { "example.org", "EXAMPLE.org:8080", "example.org.", "a.wild.org", "a.b.wild.org",
			"tree.org", "x.tree.org", "[0:0:0:0:0:0:0:1]:80", "192.0.2.1" })
	void servesAllowedHosts(String host) {
		assertThat(exchange(allowing(), "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).startsWith("127.0.0.1 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.org", "example.org.evil.org", "notexample.org", "a.example.org", "wild.org",
			"awild.org", "atree.org", ".tree.org.evil", "[::2]", "192.0.2.2", "%65xample.org" })
	void turnsOtherHostsAway(String host) {
		assertThat(exchange(allowing(), "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).isEqualTo("421");
		assertThat(this.refusals).containsExactly(Refusal.MISDIRECTED);
	}

	private static HTTPServerOptions allowing() {
		return TRUSTING
			.withAllowedHosts(List.of("example.org", "*.wild.org", ".tree.org", "[::1]", "::3", "192.0.2.1"));
	}

	@Test
	void checksTheHostThatTheProxyWasAskedFor() {
		assertThat(ask(allowing(), lines("X-Forwarded-Host: example.org"))).contains("http://example.org/x");
		assertThat(exchange(allowing(), "GET / HTTP/1.1\r\nHost: example.org\r\nX-Forwarded-Host: evil.org\r\n\r\n"))
			.isEqualTo("421");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-Proto: https", "Forwarded: for=4.4.4.4;proto=https" })
	void servesHttpsResourcesThatCameSecuredToATrustedProxy(String field) {
		String request = "GET https://b/x HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n";

		assertThat(exchange(TRUSTING, request)).contains(" https://b/x ");
		assertThat(exchange(HTTPServerOptions.DEFAULTS, request)).isEqualTo("421");
		assertThat(this.refusals).containsExactly(Refusal.MISDIRECTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-Proto: http", "X-Forwarded-For: 4.4.4.4", "X: y" })
	void servesNoHttpsResourceUnlessAProxySaysThatItIsSecured(String field) {
		assertThat(exchange(TRUSTING, "GET https://b/x HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n")).isEqualTo("421");
		assertThat(this.refusals).containsExactly(Refusal.MISDIRECTED);
	}

	@Test
	void servesHttpResourcesHoweverTheyCame() {
		assertThat(exchange(TRUSTING, "GET http://b/x HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\n\r\n"))
			.contains(" https://b/x ");
	}

	@Test
	void takesARequestWithoutHostForThisMachine() {
		HTTPServerOptions local = HTTPServerOptions.DEFAULTS.withAllowedHosts(List.of("127.0.0.1"));

		assertThat(exchange(allowing(), "GET / HTTP/1.0\r\n\r\n")).isEqualTo("421");
		assertThat(exchange(local, "GET / HTTP/1.0\r\n\r\n")).startsWith("127.0.0.1 ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "*.", "a:80", "http://a", "a/b", "*a", "a.*.b", "**", "*.[::1]", "[::1", "a b" })
	void refusesToBeSetUpWithWhatIsNoHost(String entry) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> HTTPServerOptions.DEFAULTS.withAllowedHosts(List.of(entry)))
			.withMessageContaining("'" + entry + "'");
	}

}
