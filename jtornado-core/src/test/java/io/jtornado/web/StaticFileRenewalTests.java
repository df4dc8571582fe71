package io.jtornado.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.Clock;
import io.jtornado.testing.TestConnection;
import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of remembered files when their second is over. */
class StaticFileRenewalTests {

	private static final FileTime LONG_AGO = FileTime.from(Instant.parse("1993-05-01T12:00:00Z"));

	private static final String REQUEST = "GET /static/app.js HTTP/1.1\r\nHost: x\r\n\r\n";

	@TempDir
	private Path root;

	private Path file;

	private final Deque<Runnable> works = new ArrayDeque<>(); // that wait for a worker

	private final TestLoop loop = new TestLoop();

	private TestConnection first;

	private TestConnection second;

	@BeforeEach
	void serve() throws IOException {
		this.file = write("app.js", "plain");
		Application.Builder builder = Application.builder().staticPath(this.root).accessLog(false);
		builder.fileReaders = this.works::add;
		HTTPServer server = new HTTPServer(builder.build(), this.loop.ioLoop(), HTTPServerOptions.DEFAULTS);
		this.first = new TestConnection(server, this.loop);
		this.second = new TestConnection(server, this.loop);
		work();
	}

	@AfterEach
	void close() {
		this.first.close();
		this.second.close();
		this.loop.close();
	}

	private Path write(String name, String text) throws IOException {
		Path written = Files.writeString(this.root.resolve(name), text);
		return Files.setLastModifiedTime(written, LONG_AGO);
	}

	private void work() {
		while (!this.works.isEmpty()) {
			this.works.remove().run();
		}
		this.loop.runUntilIdle();
	}

	private String get(TestConnection client) {
		client.send(REQUEST);
		work();
		return client.received();
	}

	private long held() {
		return StaticFileStats.of(this.loop.ioLoop()).held();
	}

	@Test
	void oneLooksAgainAndTheOthersAreNotHeldUp() throws IOException {
		get(this.first);
		write("app.js", "changed");
		this.loop.advance(Duration.ofSeconds(1));
		this.first.send(REQUEST);
		assertThat(this.works).hasSize(1);

		this.second.send(REQUEST);
		assertThat(this.second.received()).endsWith("plain");
		assertThat(this.works).hasSize(1);

		work();
		assertThat(this.first.received()).endsWith("changed");
		assertThat(get(this.second)).endsWith("changed");
	}

	@Test
	void nobodyGetsWhatIsTwoSecondsOld() throws IOException {
		get(this.first);
		write("app.js", "changed");
		this.loop.advance(Duration.ofSeconds(1));
		this.first.send(REQUEST);
		this.loop.advance(Duration.ofSeconds(1));

		this.second.send(REQUEST);
		assertThat(this.works).hasSize(2);
		work();
		assertThat(this.second.received()).endsWith("changed");
	}

	@Test
	void whatComesLateDoesNotReplaceWhatIsNewer() throws IOException {
		this.first.send(REQUEST);
		Runnable late = this.works.remove();
		this.loop.advance(Duration.ofMillis(500));
		write("app.js", "changed");
		assertThat(get(this.second)).endsWith("changed");
		write("app.js", "newest");
		late.run();
		this.loop.runUntilIdle();
		assertThat(this.first.received()).endsWith("newest");

		this.second.send(REQUEST);
		assertThat(this.works).as("what was asked for later is remembered").isEmpty();
		assertThat(this.second.received()).endsWith("changed");
	}

	@Test
	void whatIsOverIsNotHeld() throws IOException {
		get(this.first);
		assertThat(held()).isPositive();
		Files.delete(this.file);
		this.loop.advance(Duration.ofSeconds(1));

		assertThat(get(this.first)).startsWith("HTTP/1.1 404");
		assertThat(held()).isZero();
	}

	@Test
	void whatSomebodyWritesToIsNotHeld() throws IOException {
		get(this.first);
		long now = this.loop.ioLoop().clock().currentTimeMillis();
		Files.setLastModifiedTime(this.file, FileTime.fromMillis(now));
		this.loop.advance(Duration.ofSeconds(1));

		assertThat(get(this.first)).startsWith("HTTP/1.1 200");
		assertThat(held()).isZero();
	}

	@Test
	void whatLiesBesideIsWrittenToAsWell() throws IOException {
		long now = this.loop.ioLoop().clock().currentTimeMillis();
		Files.setLastModifiedTime(write("app.js.gz", "zipped"), FileTime.fromMillis(now));

		assertThat(get(this.first)).endsWith("plain");
		assertThat(held()).isZero();
	}

	@Test
	void aRangeThatThereIsNotForgetsNothing() {
		get(this.first);
		long held = held();
		this.loop.advance(Duration.ofSeconds(1));
		this.first.send(REQUEST.replace("\r\n\r\n", "\r\nRange: bytes=9-\r\n\r\n"));
		work();

		assertThat(this.first.received()).startsWith("HTTP/1.1 416");
		assertThat(held()).isEqualTo(held);
	}

	@Test
	void whatNobodyAsksForIsGivenBack() throws IOException {
		for (int i = 0; i < 100; i++) {
			write("crawled" + i + ".txt", "text");
			this.first.send("GET /static/crawled" + i + ".txt HTTP/1.1\r\nHost: x\r\n\r\n");
			work();
		}
		assertThat(held()).isGreaterThan(100 * 1024);

		for (int i = 0; i < 10; i++) {
			this.loop.advance(Duration.ofSeconds(1));
			get(this.second);
		}
		this.loop.advance(Duration.ofSeconds(1));
		assertThat(held()).as("that of the one file").isBetween(1024L, 2048L);
		for (int i = 0; i < 11; i++) {
			this.loop.advance(Duration.ofSeconds(1));
		}
		assertThat(held()).isZero();
	}

	/** A build that can be repeated gives all files one time. */
	@Test
	void whatIsWrittenWithTheTimeThatItHadIsSeenAsWell() throws IOException {
		get(this.first);
		write("app.js", "PLAIN");
		this.loop.advance(Duration.ofSeconds(1));

		assertThat(get(this.first)).endsWith("PLAIN");
	}

	@Test
	void whatIsLookedUpOtherwiseMeanwhileIsNotKeptForLonger() throws IOException {
		get(this.first);
		write("app.js", "PLAIN");
		this.loop.advance(Duration.ofSeconds(1));
		this.second.send(REQUEST.replace("GET", "HEAD"));
		work();
		assertThat(this.second.received()).startsWith("HTTP/1.1 200");

		assertThat(get(this.first)).endsWith("PLAIN");
	}

	@Test
	void noLoopMakesAVersionOfThem() throws IOException {
		StoredFile found = new DirectorySource(this.root, false).find(StaticPath.of("app.js", false));
		ContentVersions versions = new ContentVersions(Clock.SYSTEM);
		RememberedFile remembered = new RememberedFile(found, new byte[] { 1 }, 0);
		assertThatExceptionOfType(NotRememberedException.class).isThrownBy(() -> versions.of("app.js", remembered));

		String version = versions.of("app.js", found);
		assertThat(versions.of("app.js", remembered)).isEqualTo(version);
	}

}
