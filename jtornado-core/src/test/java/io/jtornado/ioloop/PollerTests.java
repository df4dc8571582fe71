package io.jtornado.ioloop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A selector that spins, and a system that has no descriptor left for another. */
@Timeout(30)
class PollerTests {

	private static final long LONG = Duration.ofSeconds(20).toNanos();

	private final SteppedClock clock = new SteppedClock();

	private final IOLoop loop = new IOLoop(this.clock);

	private final List<Selector> selectors = new ArrayList<>();

	private final List<Throwable> told = new ArrayList<>();

	private final CapturedLog log = new CapturedLog();

	private boolean exhausted;

	private final Poller poller = new Poller(this.loop, this.clock, this::open);

	private Pipe pipe;

	private int reads;

	private Selector open() throws IOException {
		if (this.exhausted) {
			throw new IOException("Too many open files");
		}
		Selector opened = Selector.open();
		this.selectors.add(opened);
		return opened;
	}

	@BeforeEach
	void register() throws IOException {
		this.pipe = Pipe.open();
		this.pipe.source().configureBlocking(false);
		this.loop.addListener(new IOLoopListener() {

			@Override
			public void onCallbackFailed(Throwable failure) {
				PollerTests.this.told.add(failure);
			}

		});
		this.poller.add(this.pipe.source(), this::read, IOLoop.READ);
	}

	@AfterEach
	void close() throws IOException {
		this.exhausted = false;
		this.poller.close();
		this.loop.close();
		this.pipe.sink().close();
		this.log.close();
		assertThat(this.selectors).noneMatch(Selector::isOpen);
	}

	private void read(SelectableChannel channel, int events) throws IOException {
		this.reads += this.pipe.source().read(ByteBuffer.allocate(10));
	}

	/** It returns at once, and nobody has woken it. */
	private void spin(int polls) {
		for (int i = 0; i < polls; i++) {
			this.selectors.get(this.selectors.size() - 1).wakeup();
			assertThat(this.poller.poll(LONG)).isZero();
		}
	}

	private void assertGoesOn() throws IOException {
		int before = this.reads;
		this.pipe.sink().write(ByteBuffer.wrap(new byte[1]));
		assertThat(this.poller.poll(LONG)).isOne();
		assertThat(this.reads).isEqualTo(before + 1);
	}

	@Test
	void replacesASelectorThatSpins() throws IOException {
		spin(SpinGuard.POLLS + 1);

		assertThat(this.selectors).hasSize(2);
		assertThat(this.selectors.get(0).isOpen()).isFalse();
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
		assertThat(this.told).isEmpty();
		assertGoesOn();
	}

	@Test
	void goesOnWithItWhenThereIsNoOtherAndTriesAgainLater() throws IOException {
		this.exhausted = true;
		spin(20 * SpinGuard.POLLS);

		assertThat(this.selectors).singleElement().matches(Selector::isOpen);
		assertThat(this.told).hasSize(1);
		assertThat(this.told.get(0)).hasRootCauseMessage("Too many open files");
		assertThat(this.loop.stats().failures()).isOne();
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
		assertGoesOn();
		this.clock.advance(Duration.ofSeconds(1));
		spin(20 * SpinGuard.POLLS);
		assertThat(this.told).hasSize(2);

		this.exhausted = false;
		spin(2 * SpinGuard.POLLS);
		assertThat(this.selectors).hasSize(1);
		this.clock.advance(Duration.ofSeconds(1));
		spin(2 * (SpinGuard.POLLS + 1));
		assertThat(this.selectors).hasSize(2);
		assertGoesOn();
	}

	@Test
	void replacesOnlyOnceASecond() throws IOException {
		spin(20 * SpinGuard.POLLS);

		assertThat(this.selectors).hasSize(2);
		assertThat(this.log.messages(Level.WARN)).hasSize(1);
		assertGoesOn();
	}

	/** For want of memory, as a rule, and a key may have been forgotten by that. */
	@Test
	void replacesASelectorThatAnErrorHasCutShort() throws IOException {
		this.clock.failNext(new OutOfMemoryError("planned"));
		this.pipe.sink().write(ByteBuffer.wrap(new byte[1]));
		assertThatThrownBy(() -> this.poller.poll(LONG)).hasMessage("planned");
		assertThat(this.selectors).hasSize(1);

		assertThat(this.poller.poll(LONG)).isOne();

		assertThat(this.reads).isOne();
		assertThat(this.selectors).hasSize(2);
		assertThat(this.selectors.get(0).isOpen()).isFalse();
		assertThat(this.log.messages(Level.WARN)).singleElement().asString().contains("cut short");
		assertGoesOn();
		assertThat(this.selectors).hasSize(2);
	}

	@Test
	void failuresOfASelectorAreNoMore() throws IOException {
		this.exhausted = true;
		assertThat(this.poller.replace(new IOException("planned"))).isFalse();
		for (int i = 0; i < 1000; i++) {
			assertThat(this.poller.replace(new IOException("planned"))).isFalse();
		}

		assertThat(this.told).hasSize(1);
		assertGoesOn();
	}

}
