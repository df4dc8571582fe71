package io.jtornado.proxies;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.web.Application;
import io.jtornado.websocket.WebSocketHandler;
import io.jtornado.websocket.WebSocketOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** WebSockets behind a real nginx, configured as docs/websocket.md says. */
@Timeout(90)
class ProxiedWebSocketTests {

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
				upstream app { server 127.0.0.1:%d; }
				%s
				server {
					listen 127.0.0.1:%d;
					%s
				}
			}
			""";

	private final IOLoopGroup group = IOLoopGroup.of(1);

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	@TempDir
	Path directory;

	private HTTPServer server;

	private ProxyProcess nginx;

	private int port;

	@BeforeEach
	void start() throws IOException {
		assumeTrue(ProxyProcess.isInstalled("nginx"), "nginx is not installed");
		Application application = Application.builder()
			.add(url("/echo", EchoHandler.class), url("/patient", PatientHandler.class))
			.accessLog(false)
			.build();
		this.server = new HTTPServer(application, this.group);
		this.server.listen(0, "127.0.0.1");
		this.group.start();
		this.port = ProxyProcess.freePort();
		String[] shown = shown().split("\n", 2);
		Path file = this.directory.resolve("nginx.conf");
		Files.writeString(file, CONFIGURATION.formatted(this.server.port(), shown[0], this.port, shown[1]));
		this.nginx = ProxyProcess.start(this.directory, this.port, "nginx", "-p", this.directory.toString(), "-c",
				file.toString(), "-e", this.directory.resolve("error.log").toString());
	}

	/** A map, and behind it a location, which has less patience here. */
	private static String shown() throws IOException {
		String page = Files.readString(Path.of("").toAbsolutePath().getParent().resolve("docs/websocket.md"));
		String shown = page.replaceFirst("(?s).*```nginx\n(.*?)```.*", "$1");
		assertThat(shown).startsWith("map ").contains("proxy_read_timeout 90s;");
		return shown.replace("90s", "2s");
	}

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

	static class EchoHandler extends WebSocketHandler {

		@Override
		protected CompletionStage<?> onMessage(String message) {
			return writeMessage(message);
		}

		@Override
		protected CompletionStage<?> onMessage(ByteBuffer message) {
			return writeMessage(message);
		}

	}

	/** Says something when it has heard nothing but pongs for longer than nginx waits. */
	static class PatientHandler extends WebSocketHandler {

		private int pongs;

		@Override
		protected WebSocketOptions webSocketOptions() {
			return super.webSocketOptions().withPingInterval(Duration.ofSeconds(1));
		}

		@Override
		protected void onPong(ByteBuffer data) {
			if (++this.pongs == 4) {
				writeMessage("still here");
				close(4000, "enough");
			}
		}

	}

	private WebSocket connect(String path, String origin) {
		return HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.header("Origin", origin)
			.buildAsync(URI.create("ws://127.0.0.1:" + this.port + path), new Listener())
			.join();
	}

	private final class Listener implements WebSocket.Listener {

		private int bytes;

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			ProxiedWebSocketTests.this.heard.add(data.toString());
			socket.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
			this.bytes += data.remaining();
			if (last) {
				ProxiedWebSocketTests.this.heard.add(this.bytes + " bytes");
			}
			socket.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
			ProxiedWebSocketTests.this.heard.add("closed " + code + " " + reason);
			return null;
		}

	}

	private @Nullable String next() throws InterruptedException {
		return this.heard.poll(30, TimeUnit.SECONDS);
	}

	@Test
	void talkThroughNginx() throws InterruptedException {
		WebSocket socket = connect("/echo", "http://127.0.0.1:" + this.port);

		socket.sendText("hello", true).join();
		assertThat(next()).isEqualTo("hello");
		socket.sendBinary(ByteBuffer.allocate(1_000_000), true).join();
		assertThat(next()).isEqualTo("1000000 bytes");
		socket.sendClose(1000, "bye").join();
		assertThat(next()).isEqualTo("closed 1000 ");
	}

	@Test
	void refuseOtherPagesBehindNginxToo() {
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> connect("/echo", "http://127.0.0.1:" + this.server.port()));
	}

	@Test
	void arePingedMoreOftenThanNginxLosesPatience() throws InterruptedException {
		connect("/patient", "http://127.0.0.1:" + this.port);

		assertThat(next()).isEqualTo("still here");
		assertThat(next()).isEqualTo("closed 4000 enough");
	}

}
