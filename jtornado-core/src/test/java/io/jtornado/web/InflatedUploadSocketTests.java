package io.jtornado.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Coded uploads over real sockets, to a handler whose other thread sets the pace. */
@Timeout(120)
class InflatedUploadSocketTests {

	private static final int MEGABYTES = 8;

	private final ExecutorService workers = Executors.newFixedThreadPool(2);

	private final IOLoopGroup loops = IOLoopGroup.of(1);

	private final HttpClient client = HttpClient.newHttpClient();

	private final HTTPServer server = new HTTPServer(
			Application.builder().add(url("/", Upload.class, () -> new Upload(this.workers))).accessLog(false).build(),
			this.loops, HTTPServerOptions.DEFAULTS.withDecompressRequest(true));

	@StreamRequestBody
	@BodyLimits(maxSize = Long.MAX_VALUE)
	static class Upload extends RequestHandler {

		private final ExecutorService workers;

		private final CRC32 check = new CRC32();

		private long length;

		Upload(ExecutorService workers) {
			this.workers = workers;
		}

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			this.length += chunk.remaining();
			return CompletableFuture.runAsync(() -> this.check.update(chunk), this.workers);
		}

		String post() {
			return this.length + " " + this.check.getValue();
		}

	}

	@BeforeEach
	void listen() throws IOException {
		this.server.listen(0, "127.0.0.1");
		this.loops.start();
	}

	@AfterEach
	void close() {
		this.server.stop();
		this.loops.stop();
		this.loops.close();
		this.workers.shutdownNow();
	}

	@Test
	void inflatesForAHandlerThatTakesItsTime() throws Exception {
		byte[] noise = new byte[1 << 20];
		new Random(7).nextBytes(noise);
		CRC32 check = new CRC32();
		for (int i = 0; i < MEGABYTES; i++) {
			check.update(noise);
		}
		HttpResponse<String> response = upload(noise);

		assertThat(response.body()).isEqualTo((MEGABYTES << 20) + " " + check.getValue());
		assertThat(response.statusCode()).isEqualTo(200);
		await().until(() -> this.server.stats().heldRead() == 0);
	}

	@Test
	void endsABomb() throws Exception {
		assertThat(upload(new byte[1 << 20]).statusCode()).isEqualTo(400);
		await().until(() -> this.server.stats().heldRead() == 0 && this.server.stats().requestsActive() == 0);
	}

	/** The same again and again, as it is coded. */
	private HttpResponse<String> upload(byte[] part) throws IOException, InterruptedException {
		try (PipedInputStream input = new PipedInputStream(64 * 1024)) {
			OutputStream output = new PipedOutputStream(input);
			Thread coder = new Thread(() -> code(part, output));
			coder.start();
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.server.port() + "/"))
				.header("Content-Encoding", "gzip")
				.POST(BodyPublishers.ofInputStream(() -> (InputStream) input))
				.build();
			HttpResponse<String> response = this.client.send(request, BodyHandlers.ofString());
			input.close();
			coder.join();
			return response;
		}
	}

	private static void code(byte[] part, OutputStream output) {
		try (GZIPOutputStream coded = new GZIPOutputStream(output)) {
			for (int i = 0; i < MEGABYTES; i++) {
				coded.write(part);
			}
		}
		catch (IOException ex) {
			if (!"Pipe closed".equals(ex.getMessage())) { // which is the bomb's end
				throw new UncheckedIOException(ex);
			}
		}
	}

}
