package io.jtornado.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Compressed answers over real sockets. */
@Timeout(120)
class CompressionSocketTests {

	private static final int LARGE = 3 << 20;

	private final ExecutorService workers = Executors.newCachedThreadPool();

	private final IOLoopGroup loops = IOLoopGroup.of(2);

	private final HttpClient client = HttpClient.newHttpClient();

	private HTTPServer server;

	@TempDir
	private Path files;

	private Application application() {
		StaticFiles files = StaticFiles.under(this.files);
		return Application.builder()
			.add(url("/files/(.*)", StaticFileHandler.class, () -> new StaticFileHandler(files)))
			.add(url("/text/{size}", CompressionTests.Text.class, CompressionTests.Text::new))
			.add(url("/blocking/{size}", Blocked.class, Blocked::new))
			.compression(CompressionOptions.DEFAULTS)
			.executor(this.workers)
			.accessLog(false)
			.build();
	}

	static class Blocked extends RequestHandler {

		@Blocking
		void get(int size) {
			String text = CompressionTests.text(size);
			for (int at = 0; at < size; at += 10_000) {
				write(text.substring(at, Math.min(size, at + 10_000)));
			}
		}

	}

	@BeforeEach
	void listen() throws IOException {
		this.server = new HTTPServer(application(), this.loops);
		this.server.listen(0, "127.0.0.1");
		this.loops.start();
	}

	@AfterEach
	void close() {
		await().until(this::streams, (streams) -> streams == 0);
		this.server.stop();
		this.loops.stop();
		this.loops.close();
		this.workers.shutdownNow();
	}

	private long streams() {
		return this.loops.loops().stream().map(CompressionStats::of).mapToLong(CompressionStats::streams).sum();
	}

	private HttpRequest get(String target) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.server.port() + target))
			.header("Accept-Encoding", "gzip")
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/text/", "/blocking/" })
	void comeWhole(String path) {
		List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
		for (int size : new int[] { 2000, LARGE, 70_000, LARGE, 65_536 }) {
			answers.add(this.client.sendAsync(get(path + size), BodyHandlers.ofByteArray()));
		}
		answers.forEach((answer) -> {
			HttpResponse<byte[]> response = answer.join();
			int size = Integer.parseInt(response.uri().getPath().substring(path.length()));
			assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
			assertThat(GzipText.of(response.body())).isEqualTo(CompressionTests.text(size));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "/text/", "/blocking/" })
	void giveEverythingBackWhenTheClientLeaves(String path) throws Exception {
		HttpResponse<InputStream> response = this.client.send(get(path + 10 * LARGE), BodyHandlers.ofInputStream());
		assertThat(response.body().read()).isEqualTo(0x1f);
		assertThat(streams()).isOne();

		response.body().close();

		await().until(this::streams, (streams) -> streams == 0);
		await().until(() -> this.server.stats().heldWrite() == 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2000, 300_000 })
	void areNoFiles(int size) throws Exception {
		String text = CompressionTests.text(size);
		Files.writeString(this.files.resolve("file.txt"), text);

		HttpResponse<byte[]> response = this.client.send(get("/files/file.txt"), BodyHandlers.ofByteArray());

		assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
		assertThat(response.headers().firstValue("Content-Length")).hasValue(String.valueOf(size));
		assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(text);
	}

	@Test
	void leaveTheLoopToOthers() {
		CompletableFuture<HttpResponse<byte[]>> large = this.client.sendAsync(get("/text/" + 4 * LARGE),
				BodyHandlers.ofByteArray());
		CompletableFuture<HttpResponse<byte[]>> small = this.client.sendAsync(get("/text/2000"),
				BodyHandlers.ofByteArray());

		assertThat(small.join().statusCode()).isEqualTo(200);
		assertThat(GzipText.of(large.join().body())).isEqualTo(CompressionTests.text(4 * LARGE));
		assertThat(this.loops.loops()).extracting(IOLoop::isRunning).containsOnly(true);
	}

}
