package io.jtornado.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;

import io.jtornado.testing.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ContentVersionsTests {

	private final ManualClock clock = new ManualClock();

	private final FileTime start = FileTime.fromMillis(this.clock.currentTimeMillis());

	private final ContentVersions versions = new ContentVersions(this.clock);

	@TempDir
	private Path root;

	private String versionOf(String text) throws IOException {
		Path file = this.root.resolve("a.css");
		Files.writeString(file, text);
		Files.setLastModifiedTime(file, this.start);
		StoredFile found = DiskFile.find(this.root, StaticPath.of("a.css", false), false);
		return this.versions.of("a.css", Objects.requireNonNull(found));
	}

	@Test
	void ofWhatWasWrittenJustNowAreNotRemembered() throws IOException {
		this.clock.advance(Duration.ofMillis(1999));

		assertThat(versionOf("red")).isNotEqualTo(versionOf("tan"));
	}

	@Test
	void areRememberedAsLongAsTheTimeSaysSo() throws IOException {
		this.clock.advance(Duration.ofMillis(2000));

		assertThat(versionOf("red")).matches("[0-9a-f]{32}").isEqualTo(versionOf("tan"));
	}

}
