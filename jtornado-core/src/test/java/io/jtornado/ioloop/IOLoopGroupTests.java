package io.jtornado.ioloop;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class IOLoopGroupTests {

	@Test
	void runsEveryLoopOnAThreadOfItsOwn() throws InterruptedException {
		IOLoopGroup group = IOLoopGroup.of(2);
		Set<String> threads = ConcurrentHashMap.newKeySet();
		for (int round = 0; round < 2; round++) {
			CountDownLatch ran = new CountDownLatch(2);
			group.start();
			assertThatIllegalStateException().isThrownBy(group::start);
			for (IOLoop loop : group.loops()) {
				loop.addCallback(() -> {
					threads.add(Thread.currentThread().getName() + " " + Thread.currentThread().isDaemon());
					ran.countDown();
				});
			}
			assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
			group.stop();
			group.awaitStopped();
		}
		group.close();

		assertThat(threads).containsExactlyInAnyOrder("ioloop-0 false", "ioloop-1 false");
		assertThatIllegalStateException().isThrownBy(group.loops().get(0)::start);
	}

	@Test
	void handsOutItsLoopsInTurn() {
		IOLoopGroup group = IOLoopGroup.of(3);
		Set<IOLoop> seen = new HashSet<>();
		for (int i = 0; i < 3; i++) {
			seen.add(group.next());
		}

		assertThat(seen).containsExactlyInAnyOrderElementsOf(group.loops());
		assertThat(group.next()).isSameAs(group.loops().get(0));
		group.close();
	}

	@Test
	void aLoopCannotCloseItsOwnGroup() throws InterruptedException {
		IOLoopGroup group = IOLoopGroup.of(1);
		CountDownLatch refused = new CountDownLatch(1);
		group.start();
		group.next().addCallback(() -> {
			assertThatIllegalStateException().isThrownBy(group::close);
			refused.countDown();
		});

		assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
		group.close();
	}

	@Test
	void zeroMeansOnePerCore() {
		IOLoopGroup group = IOLoopGroup.of(0);

		assertThat(group.loops()).hasSize(Runtime.getRuntime().availableProcessors());
		assertThatIllegalArgumentException().isThrownBy(() -> IOLoopGroup.of(-1));
		group.close();
	}

	@Test
	void doesNotWaitForEverForALoopThatIsHeldUp() throws InterruptedException {
		IOLoopGroup group = IOLoopGroup.of(1);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		IOLoop loop = group.loops().get(0);
		group.start();
		loop.addCallback(() -> {
			entered.countDown();
			awaitQuietly(released);
		});
		assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

		try (CapturedLog log = new CapturedLog()) {
			group.close(Duration.ofMillis(1));

			assertThat(log.messages(Level.ERROR)).containsExactly("Loop ioloop-0 did not stop in time");
		}
		released.countDown();
		Awaitility.await()
			.untilAsserted(
					() -> assertThatIllegalStateException().isThrownBy(loop::start).withMessageContaining("closed"));
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
