package io.jtornado.proxies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.SocketFactory;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.tcpserver.TCPServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Behind a real haproxy that hands connections on and says where they come from. */
@Timeout(60)
class HaproxyTests {

	private static final String CONFIGURATION = """
			defaults
				mode tcp
				timeout connect 10s
				timeout client 30s
				timeout server 30s
			listen proxied
				bind 127.0.0.1:%d
				server app 127.0.0.1:%d %s
			""";

	private final IOLoopGroup group = IOLoopGroup.of(1);

	@TempDir
	Path directory;

	private HTTPServer server;

	private ProxyProcess haproxy;

	@AfterEach
	void close() {
		if (this.haproxy != null) {
			this.haproxy.close();
		}
		if (this.server != null) {
			this.server.stop();
		}
		this.group.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "send-proxy", "send-proxy-v2", "send-proxy-v2 proxy-v2-options crc32c,unique-id" })
	void knowsTheClient(String option) throws IOException {
		assumeTrue(ProxyProcess.isInstalled("haproxy"), "haproxy is not installed");
		TCPServerOptions tcp = TCPServerOptions.DEFAULTS.withProxyProtocol(true);
		this.server = new HTTPServer(
				(request) -> request.respond(ResponseStartLine.OK, new HTTPHeaders(),
						request.remoteIp().getBytes(StandardCharsets.US_ASCII)),
				this.group, HTTPServerOptions.DEFAULTS.withTcp(tcp));
		this.server.listen(0, "127.0.0.1");
		this.group.start();
		int port = ProxyProcess.freePort();
		Path file = this.directory.resolve("haproxy.cfg");
		Files.writeString(file, CONFIGURATION.formatted(port, this.server.port(), option));
		this.haproxy = ProxyProcess.start(this.directory, port, "haproxy", "-db", "-f", file.toString());

		assertThat(ProxiedClient.get(SocketFactory.getDefault(), port, "/", "")).startsWith("HTTP/1.1 200 ")
			.endsWith(ProxiedClient.ADDRESS);
	}

}
