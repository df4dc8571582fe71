package io.jtornado.httpserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.jtornado.iostream.ClientAuth;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.testing.Certificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** TLS as others speak it: openssl and curl, where they are installed. */
class SSLToolTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final String LAST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

	private final SSLOptions options = SSLOptions.of(Certificates.LOCALHOST.context());

	@TempDir
	private Path directory;

	/** A program under way, and what it has said so far. */
	private static final class Program implements AutoCloseable {

		private final Process process;

		private final StringBuffer said = new StringBuffer();

		private final Thread reader;

		Program(List<String> command) throws IOException {
			Process started = start(command);
			this.process = started;
			this.reader = new Thread(() -> {
				try (InputStream in = started.getInputStream()) {
					byte[] bytes = new byte[4096];
					for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
						this.said.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
					}
				}
				catch (IOException ex) {
					this.said.append(ex);
				}
			});
			this.reader.start();
		}

		private static Process start(List<String> command) {
			try {
				return new ProcessBuilder(command).redirectErrorStream(true).start();
			}
			catch (IOException ex) {
				assumeTrue(false, command.get(0) + " is not installed");
				throw new IllegalStateException(ex);
			}
		}

		void type(String text) throws IOException {
			OutputStream out = this.process.getOutputStream();
			out.write(text.getBytes(StandardCharsets.US_ASCII));
			out.flush();
		}

		void awaitText(String text) {
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.said.toString()).contains(text));
		}

		String awaitEnd() throws Exception {
			assertThat(this.process.waitFor(20, TimeUnit.SECONDS)).as(() -> this.said.toString()).isTrue();
			this.reader.join(20_000);
			return this.said.toString();
		}

		@Override
		public void close() {
			this.process.destroyForcibly();
		}

	}

	private Program openssl(SSLTestServer server, String... more) throws IOException {
		List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + server.port(),
				"-CAfile", Certificates.LOCALHOST.writeTo(this.directory).toString()));
		command.addAll(List.of(more));
		return new Program(command);
	}

	private Program curl(SSLTestServer server, String... more) throws IOException {
		List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "20", "--cacert",
				Certificates.LOCALHOST.writeTo(this.directory).toString()));
		command.addAll(List.of(more));
		command.add("https://127.0.0.1:" + server.port() + "/");
		return new Program(command);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.2", "1.3" })
	void servesCurl(String version) throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options);
				Program curl = curl(server, "--tlsv" + version, "--tls-max", version)) {
			assertThat(curl.awaitEnd()).isEqualTo("https TLSv" + version + " []");
		}
	}

	@Test
	void knowsTheCertificateOfCurl() throws Exception {
		String own = Certificates.CLIENT.writeTo(this.directory).toString();
		try (SSLTestServer server = new SSLTestServer(this.options.withClientAuth(ClientAuth.NEED));
				Program curl = curl(server, "--cert", own)) {
			assertThat(curl.awaitEnd()).isEqualTo("https TLSv1.3 [CN=CLIENT]");
		}
	}

	@Test
	void tellsOpensslWhyItIsRefused() throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options.withClientAuth(ClientAuth.NEED));
				Program openssl = openssl(server, "-tls1_2")) {
			assertThat(openssl.awaitEnd()).contains("alert");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "-tls1_2", "-tls1_3" })
	void resumesSessions(String version) throws Exception {
		String session = this.directory.resolve("session").toString();
		try (SSLTestServer server = new SSLTestServer(this.options)) {
			try (Program first = openssl(server, version, "-ign_eof", "-sess_out", session)) {
				first.type(LAST);
				assertThat(first.awaitEnd()).contains("200 OK").contains("New, TLSv1");
			}
			try (Program second = openssl(server, version, "-ign_eof", "-sess_in", session)) {
				second.type(LAST);
				assertThat(second.awaitEnd()).contains("200 OK").contains("Reused, TLSv1");
			}
		}
	}

	@Test
	void refusesToNegotiateAgain() throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options); Program openssl = openssl(server, "-tls1_2")) {
			openssl.awaitText("Verify return code");
			openssl.type("R\n");
			assertThat(openssl.awaitEnd()).contains("RENEGOTIATING");
			server.awaitEvents("closed ERROR");
		}
	}

	@Test
	void followsToNewKeys() throws Exception {
		try (SSLTestServer server = new SSLTestServer(this.options); Program openssl = openssl(server, "-tls1_3")) {
			openssl.awaitText("Verify return code");
			openssl.type("K\n");
			openssl.awaitText("KEYUPDATE");
			openssl.type(LAST);
			assertThat(openssl.awaitEnd()).contains("https TLSv1.3 []");
		}
	}

}
