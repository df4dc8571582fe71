package io.jtornado.blackbox;

import java.io.IOException;
import java.util.List;

import io.jtornado.http.CIDR;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jtornado.blackbox.Wire.get;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** What a proxy says of a client; the proxy is this machine. */
@Timeout(60)
class ProxiedCaseTests {

	private SocketServer server;

	private SocketClient client;

	static class Who extends RequestHandler {

		String get() {
			return request().remoteIp() + " " + request().protocol();
		}

	}

	@BeforeEach
	void start() throws IOException {
		this.server = new SocketServer(application(), HTTPServerOptions.DEFAULTS.withXheaders(true)
			.withTrustedDownstream(List.of(CIDR.parse("127.0.0.1"), CIDR.parse("5.5.5.5"))));
		this.client = this.server.client();
	}

	private static Application application() {
		return Application.builder().add(url("/", Who.class)).accessLog(false).build();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->", value = { "X-Forwarded-For: 4.4.4.4 -> 4.4.4.4",
			"X-Forwarded-For: 127.0.0.1, 4.4.4.4 -> 4.4.4.4", "X-Forwarded-For: 4.4.4.4, 5.5.5.5 -> 4.4.4.4",
			"X-Forwarded-For: 127.0.0.1, 4.4.4.4, 5.5.5.5 -> 4.4.4.4",
			"X-Forwarded-For: 2620:0:1cfe:face:b00c::3 -> 2620:0:1cfe:face:b00c::3",
			"X-Forwarded-For: ::1, 2620:0:1cfe:face:b00c::3 -> 2620:0:1cfe:face:b00c::3",
			"X-Real-Ip: 4.4.4.4 -> 4.4.4.4", "X-Real-Ip: 4.4.4.4<script> -> 127.0.0.1",
			"X-Forwarded-For: 4.4.4.4, junk<script> -> 127.0.0.1", "X-Forwarded-For: www.google.com -> 127.0.0.1" })
	@DisplayName("22. X-Forwarded-For: lists, IPv6, junk, host names, a hop that is trusted")
	void findsTheClient(String field, String remoteIp) throws IOException {
		assertThat(this.client.exchange(get("/", field))).endsWith("\r\n\r\n" + remoteIp + " http");
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->",
			value = { "X-Forwarded-For: [::2]:99 -> ::2", "X-Forwarded-For: 4.4.4.4:99 -> 4.4.4.4",
					"Forwarded: for=4.4.4.4 -> 4.4.4.4" })
	@DisplayName("22. Unlike in Tornado, brackets, ports and Forwarded are understood")
	void findsTheClientInOtherSpellings(String field, String remoteIp) throws IOException {
		assertThat(this.client.exchange(get("/", field))).endsWith("\r\n\r\n" + remoteIp + " http");
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "->",
			value = { "X-Forwarded-Proto: https -> https", "X-Forwarded-Proto: https, http -> http",
					"X-Forwarded-Proto: http,https -> https", "X-Forwarded-Proto: unknown -> http",
					"X-Forwarded-Proto: -> http" })
	@DisplayName("22. X-Forwarded-Proto: the last of a list, and nothing but http and https")
	void findsTheScheme(String field, String scheme) throws IOException {
		assertThat(this.client.exchange(get("/", field))).endsWith("\r\n\r\n127.0.0.1 " + scheme);
	}

	@Test
	@DisplayName("22. What a proxy says of one request is not said of the next on the connection")
	void forgetsTheClientWithItsRequest() throws IOException {
		assertThat(this.client.exchange(get("/", "X-Forwarded-For: 4.4.4.4", "X-Forwarded-Proto: https")))
			.endsWith("4.4.4.4 https");
		assertThat(this.client.exchange(get("/"))).endsWith("127.0.0.1 http");
	}

	@Test
	@DisplayName("22. Unlike in Tornado, whose proxies are not named believes nobody")
	void believesNobodyByDefault() throws IOException {
		try (SocketServer other = new SocketServer(application())) {
			assertThat(other.client().exchange(get("/", "X-Real-Ip: 4.4.4.4", "X-Forwarded-Proto: https")))
				.endsWith("127.0.0.1 http");
		}
	}

}
