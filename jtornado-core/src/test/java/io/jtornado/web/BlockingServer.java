package io.jtornado.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoopGroup;
import org.junit.jupiter.api.AfterEach;

import static io.jtornado.web.URLSpec.url;
import static org.awaitility.Awaitility.await;

/** A server whose verb is a script that runs on a worker. */
abstract class BlockingServer {

	final List<Object> seen = new CopyOnWriteArrayList<>();

	final ExecutorService workers = Executors.newCachedThreadPool();

	final IOLoopGroup loops = IOLoopGroup.of(1);

	final HttpClient client = HttpClient.newHttpClient();

	final CountDownLatch release = new CountDownLatch(1);

	final LogCapture log = new LogCapture("jtornado.application");

	Function<Script, Object> script = (handler) -> "done";

	HTTPServer server;

	@AfterEach
	void close() {
		this.release.countDown();
		this.server.stop();
		this.loops.stop();
		this.loops.close();
		this.workers.shutdownNow();
		this.log.close();
	}

	static String thread() {
		return Thread.currentThread().getName().replaceAll("[-0-9]", "");
	}

	class Script extends RequestHandler {

		@Override
		protected void prepare() {
			BlockingServer.this.seen.add("prepare " + thread());
		}

		@Blocking
		Object get() {
			BlockingServer.this.seen.add("get " + thread());
			return BlockingServer.this.script.apply(this);
		}

		void put() {
		}

		@Override
		protected void writeError(int status, Throwable error) {
			BlockingServer.this.seen.add("error " + thread());
			super.writeError(status, error);
		}

		@Override
		protected void onConnectionClose() {
			BlockingServer.this.seen.add("gone " + thread());
		}

		@Override
		protected void onFinish() {
			BlockingServer.this.seen.add("finish " + thread());
		}

	}

	Application.Builder application() {
		return Application.builder()
			.add(url("/", Script.class, Script::new))
			.executor(this.workers)
			.accessLog(false)
			.observer(new RequestObserver() {
				@Override
				public void finished(RequestHandler handler, Outcome outcome) {
					BlockingServer.this.seen.add(outcome);
				}
			});
	}

	void serve(Application.Builder builder) throws IOException {
		this.server = new HTTPServer(builder.build(), this.loops);
		this.server.listen(0, "127.0.0.1");
		this.loops.start();
	}

	CompletableFuture<HttpResponse<String>> fetch() {
		URI uri = URI.create("http://127.0.0.1:" + this.server.port() + "/");
		return this.client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
	}

	HttpResponse<String> run(Function<Script, Object> steps) throws IOException {
		this.script = steps;
		serve(application());
		return fetch().join();
	}

	Socket rawRequest() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.port());
		socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	void awaitRelease() {
		try {
			if (!this.release.await(30, TimeUnit.SECONDS)) {
				throw new IllegalStateException("never released");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void awaitSeen(Object event) {
		await().atMost(Duration.ofSeconds(20)).until(() -> this.seen.contains(event));
	}

	static void reset(Socket socket) throws IOException {
		socket.setSoLinger(true, 0);
		socket.close();
	}

}
