package io.jtornado.httpserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.tcpserver.RejectReason;
import io.jtornado.tcpserver.TCPServerOptions;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server of TLS on real sockets that says who asked, and how; its events are recorded.
 */
final class SSLTestServer implements AutoCloseable {

	private final IOLoopGroup loops = IOLoopGroup.named("secured", 2);

	private final HTTPServer server;

	private final List<String> events = new CopyOnWriteArrayList<>();

	SSLTestServer(SSLOptions ssl) {
		this(ssl, Duration.ofSeconds(10));
	}

	SSLTestServer(SSLOptions ssl, Duration handshakeTimeout) {
		TCPServerOptions tcp = TCPServerOptions.DEFAULTS.withSsl(ssl).withHandshakeTimeout(handshakeTimeout);
		this.server = new HTTPServer(SSLTestServer::handle, this.loops, HTTPServerOptions.DEFAULTS.withTcp(tcp));
		this.server.addListener(new HTTPServerListener() {

			@Override
			public void onTimeout(TimeoutPhase phase) {
				SSLTestServer.this.events.add("timeout " + phase);
			}

			@Override
			public void onRejected(RejectReason reason) {
				SSLTestServer.this.events.add("rejected " + reason);
			}

			@Override
			public void onClosed(CloseReason reason, long nanos) {
				SSLTestServer.this.events.add("closed " + reason);
			}

		});
		this.loops.start();
		try {
			this.server.listen(0, "127.0.0.1");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void handle(HTTPRequest request) {
		if (request.path().equals("/echo")) {
			request.respond(ResponseStartLine.OK, new HTTPHeaders(), request.body());
			return;
		}
		SSLSession session = request.sslSession();
		List<String> names = request.clientCertificates()
			.stream()
			.map((each) -> each.getSubjectX500Principal().getName())
			.toList();
		String text = request.protocol() + " " + ((session != null) ? session.getProtocol() : "none") + " " + names;
		request.respond(ResponseStartLine.OK, HTTPHeaders.of("Content-Type", "text/plain"),
				text.getBytes(StandardCharsets.UTF_8));
	}

	HTTPServer server() {
		return this.server;
	}

	void endLoops() {
		this.loops.close();
	}

	int port() {
		return this.server.port();
	}

	List<String> events() {
		return this.events;
	}

	/** A connection without TLS. */
	Socket connect() throws IOException {
		Socket socket = new Socket("127.0.0.1", port());
		socket.setSoTimeout(20_000);
		return socket;
	}

	/** A connection whose handshake is still to come. */
	SSLSocket connect(SSLContext context, String protocol, @Nullable String serverName) throws IOException {
		SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(connect(), "127.0.0.1", port(), true);
		socket.setEnabledProtocols(new String[] { protocol });
		if (serverName != null) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName(serverName)));
			socket.setSSLParameters(parameters);
		}
		return socket;
	}

	void awaitEvents(String... expected) {
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.events).containsExactlyInAnyOrder(expected));
	}

	@Override
	public void close() {
		this.server.stop();
		this.server.closeAllConnections();
		await().atMost(Duration.ofSeconds(20)).until(() -> this.server.connectionsActive() == 0);
		assertThat(this.server.stats().heldRead()).isZero();
		assertThat(this.server.stats().heldWrite()).isZero();
		this.loops.close();
		assertThat(this.events.stream().filter((each) -> each.startsWith("closed "))).as("closed as often as accepted")
			.hasSize((int) this.server.accepted());
		await().atMost(Duration.ofSeconds(20))
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("secured")));
	}

}
