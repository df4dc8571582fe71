package io.jtornado.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that change between being found and being opened, each time. */
class ChangingFileTests {

	private static final StaticFileOptions OPTIONS = StaticFileOptions.DEFAULTS.withPrecompressed(false)
		.withCacheTime(Duration.ofMinutes(1));

	@TempDir
	private Path place;

	private Path root;

	/** A directory to which something happens before it is looked into, or after. */
	private record Restless(DirectorySource directory, Runnable before, Runnable after) implements StaticSource {

		@Override
		public @Nullable StoredFile find(StaticPath path) throws IOException {
			this.before.run();
			StoredFile found = this.directory.find(path);
			this.after.run();
			return found;
		}

		@Override
		public void visit(Consumer<StaticPath> visitor) {
			// Nothing is learned.
		}

	}

	private interface Change {

		void make() throws IOException;

	}

	private static Runnable unchecked(Change change) {
		return () -> {
			try {
				change.make();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		};
	}

	@BeforeEach
	void write() throws IOException {
		this.root = Files.createDirectories(this.place.resolve("static"));
		Files.createDirectories(this.root.resolve("sub"));
		Files.createDirectories(this.place.resolve("etc"));
		Files.writeString(this.root.resolve("sub/a.txt"), "mine");
		Files.writeString(this.place.resolve("etc/a.txt"), "secret");
	}

	private TestResponse fetch(Runnable before, Runnable after) {
		StaticSource source = new Restless(new DirectorySource(this.root, false), before, after);
		try (TestClient client = TestClient
			.of(Application.builder().staticFiles(new StaticFiles(source, OPTIONS)).build())) {
			return client.fetch("GET", "/static/sub/a.txt");
		}
	}

	/** Puts a link in the place of the directory, and the directory back into it. */
	private void exchange() throws IOException {
		Path sub = this.root.resolve("sub");
		Path aside = this.place.resolve("aside");
		if (Files.exists(aside)) {
			Files.delete(sub);
			Files.move(aside, sub);
		}
		else {
			Files.move(sub, aside);
			Files.createSymbolicLink(sub, this.place.resolve("etc"));
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void linksThatComeAndGoLeadNowhere() {
		boolean[] second = new boolean[1];
		TestResponse reply = fetch(unchecked(() -> {
			if (!second[0] && Files.isSymbolicLink(this.root.resolve("sub"))) {
				exchange();
			}
		}), unchecked(() -> {
			if (!second[0]) {
				exchange();
			}
			second[0] = !second[0];
		}));

		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isEqualTo("1");
		assertThat(reply.text()).doesNotContain("secret");
	}

	@Test
	void whatGrowsAllTheTimeIsSentButNotKept() {
		Path file = this.root.resolve("sub/a.txt");
		TestResponse reply = fetch(() -> {
		}, unchecked(() -> {
			Files.writeString(file, "+", StandardOpenOption.APPEND);
			Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1990-02-03T04:05:06Z")));
		}));

		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.text()).startsWith("mine+");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-cache");
	}

}
