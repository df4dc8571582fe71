package io.jtornado.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static io.jtornado.web.MultipartText.form;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files in forms, over real sockets. */
@Timeout(60)
class ArgumentSocketTests {

	@TempDir
	private Path directory;

	private final ExecutorService workers = Executors.newFixedThreadPool(2);

	private SocketServer server;

	private SocketClient client;

	static class Sums extends RequestHandler {

		@Blocking
		String post() throws IOException {
			HTTPFile file = files("f").get(0);
			try (InputStream content = file.newInputStream()) {
				long sum = 0;
				for (byte octet : content.readAllBytes()) {
					sum += octet;
				}
				return file.filename() + " " + file.size() + " " + sum + " " + (file.path() != null);
			}
		}

	}

	@BeforeEach
	void start() throws IOException {
		Application application = Application.builder()
			.add(url("/files", Sums.class))
			.executor(this.workers)
			.multipart(MultipartOptions.DEFAULTS.withDirectory(this.directory).withFileThreshold(1000))
			.accessLog(false)
			.build();
		this.server = new SocketServer(application);
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
		this.workers.shutdown();
	}

	@Test
	void storesLargeFilesAndRemovesThem() throws IOException {
		String content = "\u0001".repeat(3 << 20);
		for (int i = 0; i < 2; i++) {
			assertThat(this.client.exchange(form().file("f", "large", content).request("/files")))
				.endsWith("large 3145728 3145728 true");
		}
		assertThat(this.client.exchange(form().file("f", "small", "\u0001").request("/files")))
			.endsWith("small 1 1 false");

		await().untilAsserted(() -> assertThat(stored()).isZero());
	}

	@Test
	void removesWhatAClientLeavesBehind() throws IOException {
		this.client.send(MultipartText.head("/files", 10_000) + MultipartText.fileHead("f", "x") + "x".repeat(2000));
		await().untilAsserted(() -> assertThat(stored()).isOne());

		this.client.close();
		await().untilAsserted(() -> assertThat(stored()).isZero());
		await().until(() -> this.server.server().stats().heldRead() == 0);
	}

	@Test
	void removesWhatIsComingInWhenTheLoopsAreClosed() throws IOException {
		this.client.send(MultipartText.head("/files", 10_000) + MultipartText.fileHead("f", "x") + "x".repeat(2000));
		await().untilAsserted(() -> assertThat(stored()).isOne());

		this.server.stop();
		await().untilAsserted(() -> assertThat(stored()).isZero());
	}

	private long stored() throws IOException {
		try (Stream<Path> entries = Files.list(this.directory)) {
			return entries.count();
		}
	}

}
