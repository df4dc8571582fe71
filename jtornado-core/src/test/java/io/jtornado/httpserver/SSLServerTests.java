package io.jtornado.httpserver;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import ch.qos.logback.classic.Level;
import io.jtornado.iostream.ClientAuth;
import io.jtornado.iostream.SSLContexts;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.tcpserver.TCPServerOptions;
import io.jtornado.testing.Certificates;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** HTTP over TLS on real sockets. */
class SSLServerTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String LAST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final SSLContexts contexts = new SSLContexts(Certificates.LOCALHOST.context(),
			Map.of("other.example", Certificates.OTHER.context()));

	private final SSLOptions options = SSLOptions.of(this.contexts);

	private static HttpClient client(SSLContext context, String protocol) {
		SSLParameters parameters = new SSLParameters();
		parameters.setProtocols(new String[] { protocol });
		return HttpClient.newBuilder().sslContext(context).sslParameters(parameters).connectTimeout(PATIENCE).build();
	}

	private static String get(SSLTestServer server, SSLContext context, String protocol) throws Exception {
		URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");
		HttpResponse<String> response = client(context, protocol)
			.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
		return response.body();
	}

	private static String exchange(SSLSocket socket, String request) throws IOException {
		socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
		StringBuilder answer = new StringBuilder();
		while (!answer.toString().endsWith("]")) {
			int c = socket.getInputStream().read();
			assertThat(c).as(answer.toString()).isNotNegative();
			answer.append((char) c);
		}
		return answer.toString();
	}

	private static String subject(SSLSocket socket) throws IOException {
		return socket.getSession().getPeerPrincipal().getName();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void servesTheClientOfTheJdk(String protocol) throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options)) {
			assertThat(get(server, Certificates.anonymous(), protocol)).isEqualTo("https " + protocol + " []");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https", "http" })
	void servesAbsoluteTargetsOfEitherScheme(String scheme) throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options);
				SSLSocket socket = server.connect(Certificates.anonymous(), "TLSv1.3", null)) {
			assertThat(exchange(socket, "GET " + scheme + "://a/ HTTP/1.1\r\nHost: a\r\n\r\n"))
				.startsWith("HTTP/1.1 200 ")
				.contains("https TLSv1.3");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void carriesLargeBodiesBothWays(String protocol) throws Exception {
		byte[] body = new byte[5 << 20];
		new Random(1).nextBytes(body);
		try (SSLTestServer server = new SSLTestServer(this.options)) {
			HttpClient client = client(Certificates.anonymous(), protocol);
			HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/echo"))
				.timeout(PATIENCE)
				.POST(HttpRequest.BodyPublishers.ofByteArray(body))
				.build();
			for (int i = 0; i < 3; i++) {
				assertThat(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body()).isEqualTo(body);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void needsTheCertificateOfAClient(String protocol) throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options.withClientAuth(ClientAuth.NEED))) {
			assertThat(get(server, Certificates.CLIENT.context(), protocol))
				.isEqualTo("https " + protocol + " [CN=CLIENT]");
			for (SSLContext context : List.of(Certificates.anonymous(), Certificates.STRANGER.context())) {
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
					try (SSLSocket socket = server.connect(context, protocol, null)) {
						exchange(socket, GET);
					}
				});
			}
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(server.events()).filteredOn("rejected TLS"::equals).hasSize(2));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void wantsTheCertificateOfAClient(String protocol) throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options.withClientAuth(ClientAuth.WANT))) {
			assertThat(get(server, Certificates.CLIENT.context(), protocol)).endsWith("[CN=CLIENT]");
			assertThat(get(server, Certificates.anonymous(), protocol)).endsWith("[]");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void showsTheCertificateThatIsAskedFor(String protocol) throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options);
				SSLSocket other = server.connect(Certificates.anonymous(), protocol, "other.example");
				SSLSocket unknown = server.connect(Certificates.anonymous(), protocol, "unknown.example");
				SSLSocket nameless = server.connect(Certificates.anonymous(), protocol, null)) {
			assertThat(subject(other)).isEqualTo("CN=OTHER");
			assertThat(subject(unknown)).isEqualTo("CN=LOCALHOST");
			assertThat(subject(nameless)).isEqualTo("CN=LOCALHOST");
		}
	}

	@Test
	void showsNewCertificatesToNewConnections() throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options);
				SSLSocket old = server.connect(Certificates.anonymous(), "TLSv1.3", null)) {
			assertThat(exchange(old, GET)).endsWith("https TLSv1.3 []");
			this.contexts.replace(Certificates.OTHER.context());

			try (SSLSocket young = server.connect(Certificates.anonymous(), "TLSv1.3", null)) {
				assertThat(exchange(young, GET)).endsWith("https TLSv1.3 []");
				assertThat(subject(young)).isEqualTo("CN=OTHER");
			}
			assertThat(exchange(old, GET)).endsWith("https TLSv1.3 []");
			assertThat(subject(old)).isEqualTo("CN=LOCALHOST");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\u0016", "\u0016\u0003\u0001\u0002\u0000\u0001" })
	void endsAHandshakeThatTakesTooLong(String begin) throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options, Duration.ofMillis(300));
				Socket socket = server.connect()) {
			socket.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));

			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			server.awaitEvents("timeout HANDSHAKE", "closed TIMEOUT");
		}
	}

	@Test
	void tellsAPlainClientWhatIsWrong() throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options)) {
			try (Socket socket = server.connect()) {
				socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
				String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

				assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n")
					.containsPattern("\r\nDate: [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT\r\n")
					.containsOnlyOnce("\r\nServer: ")
					.contains("\r\nConnection: close\r\n")
					.endsWith("\r\n\r\n400: This port speaks HTTPS; ask it by https://\n");
				int body = answer.length() - answer.indexOf("\r\n\r\n") - 4;
				assertThat(answer).contains("\r\nContent-Length: " + body + "\r\n");
			}
			server.awaitEvents("rejected TLS", "closed ERROR");
		}
	}

	@Test
	void answersGarbageWithAnAlert() throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options)) {
			try (Socket socket = server.connect()) {
				OutputStream out = socket.getOutputStream();
				out.write("\u0016\u0003\u0001\u0000\u0005abcde".getBytes(StandardCharsets.ISO_8859_1));
				assertThat(socket.getInputStream().readAllBytes()).startsWith(0x15, 3);
			}
			server.awaitEvents("rejected TLS", "closed ERROR");
		}
	}

	@Test
	void whoOnlyLooksInIsNotRejected() throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options)) {
			server.connect().close();
			server.awaitEvents("closed CLIENT");
		}
	}

	@Test
	void anIdleConnectionHoldsNothing() throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options);
				SSLSocket socket = server.connect(Certificates.anonymous(), "TLSv1.3", null)) {
			exchange(socket, GET);

			assertThat(server.server().connectionsActive()).isOne();
			await().atMost(PATIENCE).until(() -> server.server().stats().heldRead() == 0);
			assertThat(server.server().stats().heldWrite()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void saysGoodbyeAndAnswersAfterTheGoodbyeOfTheClient(String protocol) throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options)) {
			try (SSLSocket socket = server.connect(Certificates.anonymous(), protocol, null)) {
				socket.getOutputStream().write(LAST.getBytes(StandardCharsets.US_ASCII));
				socket.shutdownOutput();
				// Without a goodbye this would throw.
				assertThat(socket.getInputStream().readAllBytes()).asString().endsWith("https " + protocol + " []");
			}
			await().atMost(PATIENCE).until(() -> server.events().size() == 1);
		}
	}

	@Test
	void aServerNameCannotWriteLinesOfTheLog() throws Exception {
		SSLEngine engine = Certificates.anonymous().createSSLEngine();
		engine.setUseClientMode(true);
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setServerNames(List.of(new SNIHostName("localhost")));
		engine.setSSLParameters(parameters);
		ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
		engine.wrap(ByteBuffer.allocate(0), hello);
		String bent = StandardCharsets.ISO_8859_1.decode(hello.flip()).toString().replace("localhost", "loc\r\nhost");
		try (EngineLog log = new EngineLog(Level.INFO);
				SSLTestServer server = new SSLTestServer(this.options);
				Socket socket = server.connect()) {
			socket.getOutputStream().write(bent.getBytes(StandardCharsets.ISO_8859_1));
			await().atMost(PATIENCE).until(() -> !log.messages().isEmpty());

			assertThat(log.messages()).singleElement().asString().contains("loc\\x0d\\x0ahost").doesNotContain("\n");
		}
	}

	@Test
	void drainsHandshakesToo() throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options); Socket socket = server.connect()) {
			socket.getOutputStream().write(0x16);
			await().atMost(PATIENCE).until(() -> server.server().accepted() == 1);
			server.server().stop();
			DrainReport report = server.server()
				.drain(Duration.ofSeconds(20))
				.toCompletableFuture()
				.get(20, TimeUnit.SECONDS);

			assertThat(report.idleClosed()).isOne();
			assertThat(report.finished() + report.aborted()).isZero();
			assertThat(report.duration()).isLessThan(Duration.ofSeconds(10));
			server.awaitEvents("closed SHUTDOWN");
			assertThat(server.server().connectionsActive()).isZero();
		}
	}

	@Test
	void drainingEndsThoughTheLoopsHaveEndedBefore() throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options); Socket silent = server.connect()) {
			await().atMost(PATIENCE).until(() -> server.server().accepted() == 1);
			server.endLoops();

			server.server().drain().toCompletableFuture().get(20, TimeUnit.SECONDS);

			assertThat(silent.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void whatTheContextDoesNotKnowFailsAtOnce() {
		TCPServerOptions tcp = TCPServerOptions.DEFAULTS.withSsl(this.options.withCiphers(List.of("NONSENSE")));
		try (TestLoop loop = new TestLoop()) {
			assertThatIllegalArgumentException()
				.isThrownBy(
						() -> new HTTPServer(TestServer::echo, loop.ioLoop(), HTTPServerOptions.DEFAULTS.withTcp(tcp)))
				.withMessageContaining("NONSENSE");
		}
	}

}
