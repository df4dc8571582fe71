package io.jtornado.spring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import io.jtornado.spring.served.ServedApplication;
import io.jtornado.web.RequestHandler;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What proxies need of a listener, by properties and over real sockets.
 */
@Timeout(30)
class ProxiedListenerTests {

	private static final String FORWARDED = """
			X-Forwarded-For: 192.0.2.7\r
			X-Forwarded-Proto: https\r
			X-Forwarded-Host: example.org\r
			""";

	@TempDir
	private Path directory;

	@Test
	void believesTrustedProxiesAndNobodyElse() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.port=0", "--jtornado.xheaders=true",
				"--jtornado.trusted-downstream=127.0.0.0/8", "--jtornado.listeners[0].port=0",
				"--jtornado.listeners[0].trusted-downstream=10.0.0.0/8", "--jtornado.listeners[1].port=0",
				"--jtornado.listeners[1].xheaders=false", "--jtornado.listeners[2].port=0",
				"--jtornado.listeners[2].forwarded-fields=x-forwarded-proto")) {
			assertThat(get(main(context), "here", FORWARDED)).endsWith("192.0.2.7 https://example.org/origin");
			assertThat(get(further(context, 0), "here", FORWARDED)).endsWith("127.0.0.1 http://here/origin");
			assertThat(get(further(context, 1), "here", FORWARDED)).endsWith("127.0.0.1 http://here/origin");
			assertThat(get(further(context, 2), "here", FORWARDED)).endsWith("127.0.0.1 https://here/origin");
		}
	}

	@Test
	void readsTheHeaderOfTheProxyProtocolWhereItIsToldTo() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.port=0", "--jtornado.proxy-protocol=true",
				"--jtornado.listeners[0].port=0", "--jtornado.listeners[0].proxy-protocol=false",
				"--management.defaults.metrics.export.enabled=true")) {
			assertThat(get("PROXY TCP4 192.0.2.7 192.0.2.1 5555 80\r\n", main(context), "here", ""))
				.endsWith("192.0.2.7 http://here/origin");
			assertThat(get(further(context, 0), "here", "")).endsWith("127.0.0.1 http://here/origin");
			try (SocketChannel channel = SocketChannel.open(main(context))) {
				channel.write(ByteBuffer.wrap("GET /origin HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
				await().untilAsserted(() -> assertThat(context.getBean(MeterRegistry.class)
					.get("jtornado.connections.rejected")
					.tags("listener", "http", "reason", "proxy")
					.functionCounter()
					.count()).isEqualTo(1));
			}
		}
	}

	@Test
	void refusesHostsThatAreNotItsOwn() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.port=0",
				"--jtornado.allowed-hosts=example.org,*.example.net", "--jtornado.listeners[0].port=0",
				"--jtornado.listeners[0].allowed-hosts=")) {
			assertThat(get(main(context), "example.org", "")).startsWith("HTTP/1.1 200 ");
			assertThat(get(main(context), "www.example.net", "")).startsWith("HTTP/1.1 200 ");
			assertThat(get(main(context), "evil.org", "")).startsWith("HTTP/1.1 421 ");
			assertThat(get(further(context, 0), "evil.org", "")).startsWith("HTTP/1.1 200 ");
		}
	}

	@Test
	void listensOnAUnixSocketAlone() throws Exception {
		Path socket = this.directory.resolve("main");
		try (ConfigurableApplicationContext context = run("--jtornado.unix-socket=" + socket,
				"--jtornado.unix-socket-mode=rw-rw----", "--jtornado.xheaders=true",
				"--jtornado.trusted-downstream=unix:")) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-rw----");
			assertThat(get(UnixDomainSocketAddress.of(socket), "here", FORWARDED))
				.endsWith("192.0.2.7 https://example.org/origin");
			assertThat(context.getEnvironment().getProperty("local.jtornado.port")).isNull();
			assertThat(context.getBean(JTornadoWebServer.class).getPort()).isEqualTo(-1);
		}
		assertThat(socket).doesNotExist();
	}

	@Test
	void listensOnUnixSocketsBesidePortsThatAreSet() throws Exception {
		SocketAddress first = UnixDomainSocketAddress.of(this.directory.resolve("first"));
		SocketAddress second = UnixDomainSocketAddress.of(this.directory.resolve("second"));
		SocketAddress third = UnixDomainSocketAddress.of(this.directory.resolve("third"));
		try (ConfigurableApplicationContext context = run("--server.port=0", "--jtornado.unix-socket=" + first,
				"--jtornado.listeners[0].unix-socket=" + second, "--jtornado.listeners[1].port=0",
				"--jtornado.listeners[1].unix-socket=" + third)) {
			assertThat(get(main(context), "here", "")).startsWith("HTTP/1.1 200 ");
			assertThat(get(further(context, 1), "here", "")).startsWith("HTTP/1.1 200 ");
			assertThat(context.getEnvironment().getProperty("local.jtornado.listener-0.port")).isNull();
			for (SocketAddress socket : new SocketAddress[] { first, second, third }) {
				assertThat(get(socket, "here", "")).startsWith("HTTP/1.1 200 ");
			}
		}
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		SpringApplication application = new SpringApplication(ServedApplication.class, OriginHandler.class);
		application.setDefaultProperties(Map.of("spring.main.banner-mode", "off", "jtornado.loops", 1));
		return application.run(arguments);
	}

	private static SocketAddress main(ConfigurableApplicationContext context) {
		return port(context, "local.jtornado.port");
	}

	private static SocketAddress further(ConfigurableApplicationContext context, int index) {
		return port(context, "local.jtornado.listener-" + index + ".port");
	}

	private static SocketAddress port(ConfigurableApplicationContext context, String property) {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(),
				context.getEnvironment().getRequiredProperty(property, Integer.class));
	}

	/** Reads until the server closes. */
	private static String get(SocketAddress address, String host, String fields) throws IOException {
		return get("", address, host, fields);
	}

	private static String get(String preamble, SocketAddress address, String host, String fields) throws IOException {
		String request = preamble + "GET /origin HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + fields
				+ "\r\n";
		try (SocketChannel channel = SocketChannel.open(address)) {
			channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
			ByteBuffer answer = ByteBuffer.allocate(4096);
			while (channel.read(answer) >= 0) {
				assertThat(answer.hasRemaining()).isTrue();
			}
			return StandardCharsets.US_ASCII.decode(answer.flip()).toString();
		}
	}

	@Handler("/origin")
	static class OriginHandler extends RequestHandler {

		String get() {
			return request().remoteIp() + " " + request().fullUrl();
		}

	}

}
