package io.jtornado.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Files that are asked for again within a second. */
class StaticFileCacheTests {

	/** Long before the day of the test's clock. */
	private static final FileTime LONG_AGO = FileTime.from(Instant.parse("1993-05-01T12:00:00Z"));

	@TempDir
	private Path place;

	private Path root;

	private Path file;

	/** Of one path, with that of "app.js" or the like. */
	private static final int ENTRY = 1024 + 64 + 12;

	private int looks; // of workers

	private TestConnection client;

	@BeforeEach
	void write() throws IOException {
		this.root = Files.createDirectories(this.place.resolve("static"));
		this.file = write("app.js", "plain");
		write("app.js.gz", "zipped");
		write("sub/index.html", "default");
		write(".env", "secret");
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private Path write(String name, String text) throws IOException {
		Path written = this.root.resolve(name);
		Files.createDirectories(written.getParent());
		Files.writeString(written, text);
		Files.setLastModifiedTime(written, LONG_AGO);
		return written;
	}

	private TestConnection connect(long cacheSize) {
		Application.Builder builder = Application.builder()
			.staticFiles(StaticFiles.under(this.root, StaticFileOptions.DEFAULTS.withDefaultFile("index.html")))
			.staticFileCache(cacheSize)
			.accessLog(false);
		builder.fileReaders = (work) -> {
			this.looks++;
			work.run();
		};
		return new TestConnection(builder.build());
	}

	private void serve(long cacheSize) {
		this.client = connect(cacheSize);
	}

	private String get(String path, String... fields) {
		return this.client.exchange(request("GET", path, fields));
	}

	private static String request(String method, String path, String... fields) {
		String more = (fields.length > 0) ? String.join("\r\n", fields) + "\r\n" : "";
		return method + " /static/" + path + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
	}

	private StaticFileStats stats() {
		return StaticFileStats.of(this.client.loop().ioLoop());
	}

	@Test
	void askNoWorker() {
		serve(16 << 20);
		String first = get("app.js");
		assertThat(this.looks).isOne();
		this.client.advance(Duration.ofMillis(999));

		assertThat(get("app.js")).isEqualTo(first).startsWith("HTTP/1.1 200").endsWith("plain");
		assertThat(this.looks).isOne();
		assertThat(stats().hits()).isOne();
		assertThat(stats().misses()).isOne();
		assertThat(stats().held()).isEqualTo(ENTRY + "plain".length());
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "GET,app.js,-,true", "HEAD,app.js,-,true",
			"GET,app.js,If-None-Match: *,true", "GET,app.js,'If-Match: \"x\"',true",
			"GET,app.js,'If-Modified-Since: Sat, 01 May 1993 12:00:00 GMT',true", "GET,app.js?v=1,-,false",
			"GET,app.js?v=a116c9ed46d6207734a43317d30fd88f,-,true", "GET,app.js,Range: bytes=9-,true",
			"GET,app.js,Range: bytes=1-2,false", "GET,app.js,Accept-Encoding: gzip,false", "GET,app.js/,-,false",
			"GET,app.js.gz,-,false", "GET,sub/,-,true", "GET,sub,-,false", "GET,.env,-,true", "GET,../app.js,-,true",
			"GET,sub/../app.js,-,true", "GET,none.js,-,false", "POST,app.js,-,true" })
	void areAnsweredAsThoseThatAreLookedUp(String method, String path, String field, boolean remembered) {
		serve(16 << 20);
		get("app.js");
		get("sub/");
		this.looks = 0;
		String request = request(method, path, (field != null) ? new String[] { field } : new String[0]);
		String answer = this.client.exchange(request);
		assertThat(this.looks).isEqualTo(remembered ? 0 : 1);

		try (TestConnection other = connect(0)) {
			assertThat(answer).isEqualTo(other.exchange(request)).startsWith("HTTP/1.1 ");
		}
	}

	@Test
	void keepEachFormOfAFile() {
		serve(16 << 20);
		String zipped = get("app.js", "Accept-Encoding: gzip");
		assertThat(zipped).endsWith("zipped").contains("Content-Encoding: gzip");
		assertThat(get("app.js", "Accept-Encoding: gzip")).isEqualTo(zipped);
		assertThat(this.looks).isOne();

		assertThat(get("app.js")).endsWith("plain").contains("Vary: Accept-Encoding");
		assertThat(this.looks).isEqualTo(2);
		assertThat(get("app.js", "Accept-Encoding: gzip")).isEqualTo(zipped);
		assertThat(this.looks).as("both are there").isEqualTo(2);
		assertThat(stats().held()).isEqualTo(ENTRY + "plain".length() + "zipped".length());
	}

	@ParameterizedTest
	@ValueSource(strings = { "replaced", "removed", "linked", "unzipped" })
	@DisabledOnOs(OS.WINDOWS)
	void areLookedUpAgainAfterASecond(String change) throws IOException {
		serve(16 << 20);
		get("app.js");
		get("app.js");
		switch (change) {
			case "replaced" -> Files.move(write("next.js", "other"), this.file, StandardCopyOption.REPLACE_EXISTING);
			case "unzipped" -> Files.delete(this.root.resolve("app.js.gz"));
			default -> Files.delete(this.file);
		}
		if (change.equals("linked")) {
			Files.createSymbolicLink(this.file, this.root.resolve(".env"));
		}
		this.client.advance(Duration.ofSeconds(1));
		String answer = get("app.js");

		switch (change) {
			case "replaced" -> assertThat(answer).endsWith("other");
			case "unzipped" -> assertThat(answer).endsWith("plain").doesNotContain("Vary");
			default -> assertThat(answer).startsWith("HTTP/1.1 404");
		}
		assertThat(this.looks).isEqualTo(2);
	}

	@Test
	void areLookedUpEachTimeWhileSomebodyMayWriteThem() throws IOException {
		serve(16 << 20);
		long now = this.client.loop().ioLoop().clock().currentTimeMillis();
		Files.setLastModifiedTime(this.file, FileTime.fromMillis(now - 1999));
		Files.delete(this.root.resolve("app.js.gz"));
		assertThat(get("app.js")).contains("Etag: W/");
		Files.writeString(this.file, "other");
		Files.setLastModifiedTime(this.file, FileTime.fromMillis(now - 1999));

		assertThat(get("app.js")).endsWith("other");
		assertThat(stats().held()).isZero();
	}

	@Test
	void areLookedUpForAVersionThatIsNotTheRememberedOne() throws Exception {
		serve(16 << 20);
		get("app.js");
		Files.writeString(this.file, "other");
		byte[] digest = MessageDigest.getInstance("SHA-256").digest("other".getBytes(StandardCharsets.US_ASCII));
		String version = HexFormat.of().formatHex(digest, 0, 16);

		assertThat(get("app.js?v=" + version)).endsWith("other").contains("immutable");
	}

	/** Says more when it has asked for the file. */
	static class Late extends StaticFileHandler {

		Late(StaticFiles files) {
			super(files);
		}

		@Override
		protected CompletionStage<Void> get(String path) {
			CompletionStage<Void> sent = super.get(path);
			setHeader("X-Late", "yes");
			return sent;
		}

	}

	@Test
	void leaveTheirHandlerTimeForItsFields() {
		StaticFiles files = StaticFiles.under(this.root);
		Application.Builder builder = Application.builder()
			.add(URLSpec.url("/static/(.*)", Late.class, () -> new Late(files)))
			.accessLog(false);
		builder.fileReaders = Runnable::run;
		this.client = new TestConnection(builder.build());
		assertThat(get("app.js")).contains("X-Late: yes");

		assertThat(get("app.js")).contains("X-Late: yes").startsWith("HTTP/1.1 200");
		assertThat(stats().hits()).isOne();
	}

	/**
	 * A directory to which something happens when it was looked into for the second time.
	 */
	private static final class Restless implements StaticSource {

		private final DirectorySource directory;

		private final Callable<?> change;

		private int finds;

		Restless(DirectorySource directory, Callable<?> change) {
			this.directory = directory;
			this.change = change;
		}

		@Override
		public StoredFile find(StaticPath path) throws IOException {
			StoredFile found = this.directory.find(path);
			if (++this.finds == 2) {
				try {
					this.change.call();
				}
				catch (Exception ex) {
					throw new IOException(ex);
				}
			}
			return found;
		}

		@Override
		public void visit(Consumer<StaticPath> visitor) {
			// Nothing is learned.
		}

	}

	@Test
	void areNotKeptIfSomebodyHasWrittenThemWhileTheyWereRead() {
		StaticSource restless = new Restless(new DirectorySource(this.root, false), () -> {
			Files.writeString(this.file, "other");
			return Files.setLastModifiedTime(this.file, FileTime.from(LONG_AGO.toInstant().plusSeconds(1)));
		});
		StaticFiles files = new StaticFiles(restless, StaticFileOptions.DEFAULTS.withPrecompressed(false));
		Application.Builder builder = Application.builder()
			.add(URLSpec.url("/static/(.*)", StaticFileHandler.class, () -> new StaticFileHandler(files)))
			.accessLog(false);
		builder.fileReaders = Runnable::run;
		this.client = new TestConnection(builder.build());
		String former = get("app.js").replaceAll("(?s).*(Etag: [^\r]*).*", "$1");

		assertThat(get("app.js")).doesNotContain(former).endsWith("other");
		assertThat(stats().hits()).isZero();
	}

	@Test
	void countWhatIsAnErrorFromMemory() {
		serve(16 << 20);
		get("app.js");

		assertThat(get("app.js", "Range: bytes=9-")).startsWith("HTTP/1.1 416");
		assertThat(stats().hits()).isOne();
		assertThat(stats().misses()).isOne();
	}

	@Test
	void areNotForgottenForARangeOfThem() {
		serve(16 << 20);
		get("app.js");
		get("app.js", "Range: bytes=1-2");
		this.looks = 0;

		get("app.js");
		assertThat(this.looks).isZero();
	}

	@Test
	void thatDoNotFitDoNotDriveOthersOut() throws IOException {
		write("large.txt", "x".repeat(20_000));
		serve(10_000);
		get("app.js");
		get("large.txt");
		this.looks = 0;

		get("app.js");
		assertThat(this.looks).isZero();
	}

	@Test
	void areLookedUpEachTimeIfNothingIsHeld() {
		serve(0);
		get("app.js");
		get("app.js");

		assertThat(this.looks).isEqualTo(2);
		assertThat(stats().misses()).isZero();
		assertThat(stats().held()).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> Application.builder().staticFileCache(-1))
			.withMessageContaining("staticFileCache");
	}

	@Test
	void haveNoMoreThanTheirRoom() throws IOException {
		serve(10_000);
		for (int i = 0; i < 20; i++) {
			write(i + ".txt", "x".repeat(1000));
			get(i + ".txt");
			assertThat(stats().held()).isBetween(1L, 10_000L);
		}
		this.looks = 0;
		get("19.txt");
		assertThat(this.looks).as("the last one is there").isZero();
		get("0.txt");
		assertThat(this.looks).as("the first one is not").isOne();
	}

	@Test
	void areHeldUpTo64KiB() throws IOException {
		write("large.txt", "x".repeat(64 * 1024 + 1));
		write("fits.txt", "x".repeat(64 * 1024));
		serve(16 << 20);
		String fits = get("fits.txt");
		assertThat(get("fits.txt")).isEqualTo(fits).endsWith("x".repeat(64 * 1024));
		assertThat(this.looks).isOne();
		get("large.txt");
		this.looks = 0;
		assertThat(get("large.txt")).endsWith("x".repeat(64 * 1024 + 1));

		assertThat(this.looks).isPositive();
		assertThat(stats().held()).isEqualTo(2 * (1024 + 64) + 2 * "fits.txtlarge.txt".length() + 64 * 1024);
		this.looks = 0;
		assertThat(get("large.txt", "If-None-Match: *")).startsWith("HTTP/1.1 304");
		assertThat(this.looks).as("no byte of it is needed for that").isZero();
	}

}
