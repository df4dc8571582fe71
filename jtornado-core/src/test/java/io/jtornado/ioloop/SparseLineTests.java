package io.jtornado.ioloop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.testing.TestLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SparseLineTests {

	private final TestLoop loop = new TestLoop();

	private final SparseLine line = new SparseLine(this.loop.ioLoop(), Duration.ofSeconds(1));

	private final List<Long> written = new ArrayList<>(); // how many were left out before

	@AfterEach
	void close() {
		this.loop.close();
	}

	@Test
	void isWrittenAtOnceAndThenOnceAnInterval() {
		for (int i = 0; i < 35; i++) {
			this.line.write(this.written::add);
			this.loop.advance(Duration.ofMillis(100));
		}

		assertThat(this.written).containsExactly(0L, 9L, 9L, 9L);
	}

	@Test
	void isWrittenAgainWhenTheIntervalIsOverAndNotBefore() {
		this.line.write(this.written::add);
		this.loop.advance(Duration.ofNanos(999_999_999));
		this.line.write(this.written::add);
		assertThat(this.written).hasSize(1);

		this.loop.advance(Duration.ofNanos(1));
		this.line.write(this.written::add);
		assertThat(this.written).containsExactly(0L, 1L);
	}

	@Test
	void goesByTheTimeOfTheTurn() {
		this.line.write(this.written::add);
		this.loop.clock().advance(Duration.ofSeconds(5)); // no turn of the loop sees it
		this.line.write(this.written::add);

		assertThat(this.written).hasSize(1);
	}

	@Test
	void beginsToCountAnewThoughWritingFails() {
		this.line.write(this.written::add);
		this.line.write(this.written::add);
		this.loop.advance(Duration.ofSeconds(1));
		assertThatIllegalStateException().isThrownBy(() -> this.line.write((more) -> {
			throw new IllegalStateException("planned");
		}));

		this.line.write(this.written::add);
		this.loop.advance(Duration.ofSeconds(1));
		this.line.write(this.written::add);
		assertThat(this.written).containsExactly(0L, 1L);
	}

}
