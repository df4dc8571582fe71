package io.jtornado.spring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.jtornado.spring.served.ServedApplication;
import io.jtornado.web.RequestHandler;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * TLS by properties, over real sockets.
 */
@Timeout(60)
class SSLListenerTests {

	private static final SSLContext CLIENT = TestKeys.LOCALHOST.trustingContext();

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void servesByABundleWhereItIsNotSwitchedOff(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.ssl.bundle=web", "--jtornado.listeners[0].port=0",
				"--jtornado.listeners[0].ssl.enabled=false", "--jtornado.listeners[1].port=0")) {
			assertThat(output).contains("(http, TLS), ", "(listener-0), ", "(listener-1, TLS)");
			assertThat(ask(context, CLIENT, null)).endsWith("https://here/scheme TLSv1.3");
			try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port(context, "listener-0."))) {
				assertThat(ask(plain)).endsWith("http://here/scheme");
			}
			try (Socket secured = connect(port(context, "listener-1."), CLIENT, null)) {
				assertThat(ask(secured)).endsWith("https://here/scheme TLSv1.3");
			}
			assertThat(LocalTestWebServer.obtain(context).uri()).startsWith("https://localhost:");
		}
	}

	@Test
	void saysSoWhereSomebodySpeaksInTheClear() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.ssl.bundle=web");
				Socket plain = new Socket(InetAddress.getLoopbackAddress(), port(context, ""))) {
			assertThat(ask(plain)).startsWith("HTTP/1.1 400 ");
		}
	}

	@Test
	void takesProtocolsAndCipherSuitesFromTheBundle() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.ssl.bundle=web",
				"--spring.ssl.bundle.jks.web.options.enabled-protocols=TLSv1.2",
				"--spring.ssl.bundle.jks.web.options.ciphers=TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
				SSLSocket socket = connect(port(context, ""), CLIENT, null)) {
			assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
			assertThat(socket.getSession().getCipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
		}
	}

	@Test
	void showsTheCertificateOfTheNameThatIsAskedFor() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.ssl.bundle=web",
				"--jtornado.ssl.server-name-bundles[0].server-name=other.example",
				"--jtornado.ssl.server-name-bundles[0].bundle=other")) {
			assertThat(shown(context, CLIENT, null)).isEqualTo("CN=LOCALHOST");
			assertThat(shown(context, TestKeys.OTHER.trustingContext(), "other.example")).isEqualTo("CN=OTHER");
		}
	}

	@Test
	void showsNewConnectionsTheUpdatedBundleWhileOldOnesGoOn() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.ssl.bundle=web");
				SSLSocket old = connect(port(context, ""), CLIENT, null)) {
			SslBundleRegistry registry = context.getBean(SslBundleRegistry.class);

			registry.updateBundle("web", TestKeys.OTHER.bundle());
			assertThat(shown(context, TestKeys.OTHER.trustingContext(), null)).isEqualTo("CN=OTHER");
			assertThat(ask(old)).endsWith("https://here/scheme TLSv1.3");

			registry.updateBundle("web", keyless());
			assertThat(shown(context, TestKeys.OTHER.trustingContext(), null)).isEqualTo("CN=OTHER");
		}
	}

	@Test
	void refusesClientsWithoutACertificateWhereItIsNeededAndCountsThem() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.ssl.bundle=web",
				"--jtornado.ssl.client-auth=need", "--jtornado.listeners[0].port=0",
				"--jtornado.listeners[0].ssl.client-auth=want", "--management.defaults.metrics.export.enabled=true")) {
			assertThatIOException().isThrownBy(() -> ask(context, CLIENT, null));
			assertThat(ask(context, TestKeys.LOCALHOST.bundle().createSslContext(), null))
				.endsWith("https://here/scheme TLSv1.3 CN=LOCALHOST");
			try (Socket wanted = connect(port(context, "listener-0."), CLIENT, null)) {
				assertThat(ask(wanted)).endsWith("https://here/scheme TLSv1.3");
			}
			await().untilAsserted(() -> assertThat(count(context, "rejected", "reason", "tls")).isEqualTo(1));
			assertThat(count(context, "rejected", "reason", "draining")).isZero();
		}
	}

	@Test
	void waitsForAHandshakeOnlySoLong() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.ssl.bundle=web",
				"--jtornado.handshake-timeout=50ms", "--management.defaults.metrics.export.enabled=true");
				Socket silent = new Socket(InetAddress.getLoopbackAddress(), port(context, ""))) {
			assertThat(silent.getInputStream().read()).isEqualTo(-1);
			await().untilAsserted(() -> assertThat(count(context, "timed-out", "phase", "handshake")).isEqualTo(1));
		}
	}

	private static SslBundle keyless() {
		SslStoreBundle stores = TestKeys.OTHER.bundle().getStores();
		return SslBundle.of(SslStoreBundle.of(null, null, stores.getTrustStore()));
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		SpringApplication application = new SpringApplication(ServedApplication.class, SchemeHandler.class);
		application.setDefaultProperties(Map.of("spring.main.banner-mode", "off", "jtornado.loops", 1));
		List<String> all = new ArrayList<>(List.of("--jtornado.port=0"));
		Stream.of(TestKeys.LOCALHOST.bundle("web"), TestKeys.OTHER.bundle("other"))
			.flatMap(Stream::of)
			.forEach((property) -> all.add("--" + property));
		all.addAll(List.of(arguments));
		return application.run(all.toArray(String[]::new));
	}

	private static int port(ConfigurableApplicationContext context, String listener) {
		return context.getEnvironment().getRequiredProperty("local.jtornado." + listener + "port", Integer.class);
	}

	private static SSLSocket connect(int port, SSLContext client, @Nullable String serverName) throws IOException {
		SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
		if (serverName != null) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName(serverName)));
			socket.setSSLParameters(parameters);
		}
		socket.startHandshake();
		return socket;
	}

	private static String ask(ConfigurableApplicationContext context, SSLContext client, @Nullable String serverName)
			throws IOException {
		try (SSLSocket socket = connect(port(context, ""), client, serverName)) {
			return ask(socket);
		}
	}

	private static String ask(Socket socket) throws IOException {
		socket.getOutputStream()
			.write("GET /scheme HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
				.getBytes(StandardCharsets.US_ASCII));
		return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
	}

	private static String shown(ConfigurableApplicationContext context, SSLContext client, @Nullable String serverName)
			throws IOException {
		try (SSLSocket socket = connect(port(context, ""), client, serverName)) {
			X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
			return certificate.getSubjectX500Principal().getName();
		}
	}

	private static double count(ConfigurableApplicationContext context, String meter, String tag, String value) {
		return context.getBean(MeterRegistry.class)
			.get("jtornado.connections." + meter)
			.tags("listener", "http", tag, value)
			.functionCounter()
			.count();
	}

	@Handler("/scheme")
	static class SchemeHandler extends RequestHandler {

		String get() {
			StringBuilder text = new StringBuilder(request().fullUrl());
			if (request().sslSession() != null) {
				text.append(' ').append(request().sslSession().getProtocol());
			}
			request().clientCertificates()
				.forEach((certificate) -> text.append(' ').append(certificate.getSubjectX500Principal()));
			return text.toString();
		}

	}

}
