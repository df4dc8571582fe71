package io.jtornado.proxies;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.jtornado.http.CIDR;
import io.jtornado.http.ForwardedField;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.Refusal;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerListener;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Behind a real nginx, configured as its documentation says. */
@Timeout(90)
class NginxTests {

	private static final String CONFIGURATION = """
			daemon off;
			master_process off;
			pid nginx.pid;
			events { worker_connections 64; }
			http {
				access_log off;
				client_body_temp_path body;
				proxy_temp_path proxy;
				fastcgi_temp_path fastcgi;
				uwsgi_temp_path uwsgi;
				scgi_temp_path scgi;
				client_max_body_size 0;
				upstream app {
					server 127.0.0.1:%d;
					keepalive 4;
				}
				proxy_http_version 1.1;
				proxy_set_header Host $http_host;
				proxy_set_header Connection "";
				proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
				proxy_set_header X-Forwarded-Proto $scheme;
				server {
					listen 127.0.0.1:%d;
					%s
					location / {
						proxy_pass http://app;
					}
					location /upgrade {
						proxy_set_header Host $http_host;
						proxy_set_header Upgrade $http_upgrade;
						proxy_set_header Connection "upgrade";
						proxy_pass http://app;
					}
				}
			}
			""";

	private static final HTTPServerOptions TRUSTING = HTTPServerOptions.DEFAULTS.withXheaders(true)
		.withTrustedDownstream(List.of(CIDR.parse("127.0.0.1")));

	private final IOLoopGroup group = IOLoopGroup.of(1);

	private final List<Refusal> refusals = new CopyOnWriteArrayList<>();

	@TempDir
	Path directory;

	private HTTPServer server;

	private ProxyProcess nginx;

	private int port;

	@AfterEach
	void close() {
		if (this.nginx != null) {
			this.nginx.close();
		}
		if (this.server != null) {
			this.server.stop();
		}
		this.group.close();
	}

	private static void describe(HTTPRequest request) {
		boolean echoes = request.method().equals("POST");
		String text = request.remoteIp() + " " + request.fullUrl() + " " + request.port() + " "
				+ request.header("Upgrade");
		request.respond(ResponseStartLine.OK, new HTTPHeaders(),
				echoes ? request.body() : text.getBytes(StandardCharsets.US_ASCII));
	}

	private void start(HTTPServerOptions options, String more) throws IOException {
		assumeTrue(ProxyProcess.isInstalled("nginx"), "nginx is not installed");
		this.server = new HTTPServer(NginxTests::describe, this.group, options);
		this.server.addListener(new HTTPServerListener() {

			@Override
			public void onMalformed(Refusal refusal) {
				NginxTests.this.refusals.add(refusal);
			}

		});
		this.server.listen(0, "127.0.0.1");
		this.group.start();
		this.port = ProxyProcess.freePort();
		Path file = this.directory.resolve("nginx.conf");
		Files.writeString(file, CONFIGURATION.formatted(this.server.port(), this.port, more));
		this.nginx = ProxyProcess.start(this.directory, this.port, "nginx", "-p", this.directory.toString(), "-c",
				file.toString(), "-e", this.directory.resolve("error.log").toString());
	}

	private String get(String path, String fields) throws IOException {
		return ProxiedClient.get(SocketFactory.getDefault(), this.port, path, fields);
	}

	private String post(int length) throws IOException {
		return ProxiedClient.post(SocketFactory.getDefault(), this.port, "/echo", "0123456789".repeat(length / 10));
	}

	@Test
	void servesManyRequestsOnOneConnection() throws IOException {
		start(TRUSTING, "");
		for (int i = 0; i < 10; i++) {
			assertThat(get("/" + i, "")).startsWith("HTTP/1.1 200 ")
				.endsWith(ProxiedClient.ADDRESS + " http://app.example/" + i + " 80 null");
		}

		assertThat(this.server.stats().connectionsAccepted()).isEqualTo(1);
	}

	@Test
	void believesWhatNginxAddsAndNotWhatTheClientHasWritten() throws IOException {
		start(TRUSTING, "");

		assertThat(get("/x", "X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\n"))
			.endsWith(ProxiedClient.ADDRESS + " http://app.example/x 80 null");
	}

	/** So the set of fields must be that which the proxy sets. */
	@Test
	void getsFieldsThatNginxHandsThrough() throws IOException {
		start(TRUSTING, "");

		assertThat(get("/x", "X-Forwarded-Host: other.example:81\r\n")).endsWith(" http://other.example:81/x 81 null");
		assertThat(get("/x", "X-Real-Ip: 9.9.9.9\r\n")).startsWith("HTTP/1.1 400 ");
		assertThat(this.refusals).containsExactly(Refusal.FORWARDED);
	}

	@Test
	void readsOnlyFieldsThatNginxSets() throws IOException {
		start(TRUSTING
			.withForwardedFields(EnumSet.of(ForwardedField.X_FORWARDED_FOR, ForwardedField.X_FORWARDED_PROTO)), "");

		assertThat(get("/x", "X-Forwarded-Host: other.example\r\nX-Real-Ip: 9.9.9.9\r\nForwarded: \"\r\n"))
			.endsWith(ProxiedClient.ADDRESS + " http://app.example/x 80 null");
	}

	@Test
	void believesNothingUnlessToldSo() throws IOException {
		start(HTTPServerOptions.DEFAULTS, "");

		assertThat(get("/x", "")).endsWith("127.0.0.1 http://app.example/x 80 null");
	}

	@Test
	void knowsThatNginxSpokeTLS() throws Exception {
		assumeTrue(ProxyProcess.isInstalled("openssl"), "openssl is not installed");
		Process made = new ProcessBuilder("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout",
				"key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=app.example")
			.directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("openssl.out").toFile())
			.start();
		assertThat(made.waitFor()).isZero();
		int secured = ProxyProcess.freePort();
		start(TRUSTING, "listen 127.0.0.1:" + secured + " ssl; ssl_certificate cert.pem; ssl_certificate_key key.pem;");

		assertThat(ProxiedClient.get(trusting(this.directory.resolve("cert.pem")), secured, "/x", ""))
			.endsWith(ProxiedClient.ADDRESS + " https://app.example/x 443 null");
	}

	private static SocketFactory trusting(Path file) throws GeneralSecurityException, IOException {
		KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
		trusted.load(null, null);
		try (InputStream input = Files.newInputStream(file)) {
			trusted.setCertificateEntry("nginx", CertificateFactory.getInstance("X.509").generateCertificate(input));
		}
		TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		managers.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, managers.getTrustManagers(), null);
		return context.getSocketFactory();
	}

	@Test
	void servesAnUpgradeThatItDoesNotUnderstand() throws IOException {
		start(TRUSTING, "");

		assertThat(get("/upgrade", "Upgrade: teleport/9\r\n")).startsWith("HTTP/1.1 200 ")
			.endsWith("/upgrade 80 teleport/9");
	}

	@Test
	void takesAndGivesBigBodies() throws IOException {
		start(TRUSTING, "");
		String answer = post(8_000_000);

		assertThat(answer).startsWith("HTTP/1.1 200 ");
		assertThat(ProxiedClient.body(answer).equals("0123456789".repeat(800_000))).isTrue();
	}

	@Test
	void refusesBodiesSoThatTheClientHearsIt() throws IOException {
		start(TRUSTING, "");

		assertThat(post(11_000_000)).startsWith("HTTP/1.1 413 ");
		assertThat(get("/x", "")).startsWith("HTTP/1.1 200 ");
	}

}
