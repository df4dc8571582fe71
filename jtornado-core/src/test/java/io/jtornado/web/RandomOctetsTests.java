package io.jtornado.web;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.jtornado.ioloop.IOLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class RandomOctetsTests {

	private final RandomOctets random = new RandomOctets();

	@Test
	void handsOutAsManyAsAreAskedFor() {
		for (int count : new int[] { 0, 1, 4, 16, 1024 }) {
			assertThat(this.random.next(count)).hasSize(count);
		}
	}

	/** Sixteen octets do not meet their like again, nor are they zero, in a lifetime. */
	@Test
	void handsOutNothingTwice() {
		Set<String> seen = new HashSet<>();
		seen.add("0".repeat(32));
		for (int i = 0; i < 1000; i++) {
			assertThat(seen.add(HexFormat.of().formatHex(this.random.next(16)))).isTrue();
			this.random.next(i % 7); // so that draws end anywhere
		}
	}

	@Test
	void isOneForEachLoop() {
		IOLoop one = new IOLoop();
		IOLoop other = new IOLoop();
		try {
			assertThat(RandomOctets.of(one)).isSameAs(RandomOctets.of(one)).isNotSameAs(RandomOctets.of(other));
		}
		finally {
			one.close();
			other.close();
		}
	}

	@Test
	@Timeout(60)
	void handsOutNothingTwiceToWorkersEither() throws InterruptedException {
		Set<String> seen = ConcurrentHashMap.newKeySet();
		List<Thread> workers = Stream.generate(() -> new Thread(() -> draw(seen))).limit(4).toList();

		workers.forEach(Thread::start);
		for (Thread worker : workers) {
			worker.join();
		}
		assertThat(seen).hasSize(4 * 2000).doesNotContain("0".repeat(32));
	}

	private void draw(Set<String> seen) {
		for (int i = 0; i < 2000; i++) {
			seen.add(HexFormat.of().formatHex(this.random.next(16)));
		}
	}

}
