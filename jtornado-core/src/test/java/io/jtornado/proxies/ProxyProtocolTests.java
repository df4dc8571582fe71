package io.jtornado.proxies;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jtornado.http.CIDR;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerListener;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.TimeoutPhase;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.ProxyHeaders;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.tcpserver.RejectReason;
import io.jtornado.tcpserver.TCPServerOptions;
import io.jtornado.testing.Certificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server whose connections begin with a header of the PROXY protocol. */
@Timeout(60)
class ProxyProtocolTests {

	private static final TCPServerOptions PROXIED = TCPServerOptions.DEFAULTS.withProxyProtocol(true);

	private static final byte[] LINE = ProxyHeaders.line("PROXY TCP4 4.4.4.4 5.5.5.5 1000 443");

	private final IOLoopGroup group = IOLoopGroup.of(2);

	private final List<String> told = new CopyOnWriteArrayList<>();

	private HTTPServer server;

	@AfterEach
	void close() {
		this.server.stop();
		this.group.close();
	}

	private static void describe(HTTPRequest request) {
		String text = request.remoteIp() + " " + request.localAddress() + " " + request.fullUrl();
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), text.getBytes(StandardCharsets.US_ASCII));
	}

	private void start(TCPServerOptions tcp, String... trusted) throws IOException {
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS.withTcp(tcp)
			.withXheaders(trusted.length > 0)
			.withTrustedDownstream(List.of(trusted).stream().map(CIDR::parse).toList());
		this.server = new HTTPServer(ProxyProtocolTests::describe, this.group, options);
		this.server.addListener(new HTTPServerListener() {

			@Override
			public void onRejected(RejectReason reason) {
				ProxyProtocolTests.this.told.add("rejected " + reason.tag());
			}

			@Override
			public void onTimeout(TimeoutPhase phase) {
				ProxyProtocolTests.this.told.add("late " + phase.name().toLowerCase(Locale.ROOT));
			}

			@Override
			public void onClosed(CloseReason reason, long nanos) {
				ProxyProtocolTests.this.told.add("closed " + reason.tag());
			}

		});
		this.server.listen(0, "127.0.0.1");
		this.group.start();
	}

	private Socket connect() throws IOException {
		Socket client = new Socket(InetAddress.getLoopbackAddress(), this.server.port());
		client.setSoTimeout(20_000);
		return client;
	}

	private String exchange(byte[] header, String fields) throws IOException {
		try (Socket client = connect()) {
			client.getOutputStream().write(ProxyHeaders.join(header, request(fields)));
			return read(client);
		}
	}

	private static byte[] request(String fields) {
		return ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields + "\r\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

	private static String read(Socket client) throws IOException {
		try {
			String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			return answer.substring(answer.indexOf("\r\n\r\n") + 1).strip();
		}
		catch (SocketException ex) {
			return ""; // a reset is an end, too
		}
	}

	@Test
	void servesTheClientThatTheProxySpeaksFor() throws IOException {
		start(PROXIED);

		assertThat(exchange(LINE, "")).isEqualTo("4.4.4.4 /5.5.5.5:443 http://a/");
		assertThat(exchange(ProxyHeaders.checksummed(), "")).isEqualTo("4.4.4.4 /5.5.5.5:443 http://a/");
		await().until(() -> this.server.connectionsActive() == 0);
		assertThat(this.told).containsOnly("closed server").hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "4.4.4.0/24, 8.8.8.8", "127.0.0.0/8, 4.4.4.4", "5.5.5.5, 4.4.4.4" })
	void believesFieldsByTheSourceInTheHeader(String trusted, String client) throws IOException {
		start(PROXIED, trusted);

		assertThat(exchange(LINE, "X-Forwarded-For: 8.8.8.8\r\n")).startsWith(client + " ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2000", "2100" })
	void believesNoFieldsOfNobody(String command) throws IOException {
		start(PROXIED, "127.0.0.0/8");

		assertThat(exchange(ProxyHeaders.block(command, ""), "X-Forwarded-For: 8.8.8.8\r\n"))
			.startsWith("127.0.0.1 /127.0.0.1:");
	}

	@Test
	void closesWhatHasNoHeader() throws IOException {
		start(PROXIED);

		assertThat(exchange(new byte[0], "")).isEmpty();
		await().until(() -> this.told.size() == 2);
		assertThat(this.told).containsExactly("rejected proxy", "closed error");
		await().until(() -> this.server.connectionsActive() == 0);
	}

	@Test
	void doesNotWaitForEver() throws IOException {
		start(PROXIED.withHandshakeTimeout(Duration.ofMillis(50)));
		try (Socket client = connect()) {
			client.getOutputStream().write('P');

			assertThat(read(client)).isEmpty();
		}
		await().until(() -> this.told.size() == 2);
		assertThat(this.told).containsExactly("late handshake", "closed timeout");
	}

	@Test
	void toleratesWhoeverLooksWhetherThePortIsOpen() throws IOException {
		start(PROXIED);
		connect().close();

		await().until(() -> this.told.contains("closed client"));
		assertThat(this.told).containsExactly("closed client");
	}

	@Test
	void takesTheHeaderForARequestUnlessToldOtherwise() throws IOException {
		start(TCPServerOptions.DEFAULTS);

		assertThat(exchange(LINE, "")).contains("400");
	}

	@Test
	void speaksTLSBehindTheHeader() throws IOException {
		start(PROXIED.withSsl(SSLOptions.of(Certificates.LOCALHOST.context())));
		try (Socket plain = connect()) {
			plain.getOutputStream().write(LINE);
			try (Socket client = Certificates.anonymous()
				.getSocketFactory()
				.createSocket(plain, "localhost", this.server.port(), true)) {
				client.getOutputStream().write(request(""));
				assertThat(read(client)).isEqualTo("4.4.4.4 /5.5.5.5:443 https://a/");
			}
		}
		assertThat(exchange(new byte[0], "")).isEmpty();
		await().until(() -> this.told.contains("rejected proxy"));
	}

}
