package io.jtornado.ioloop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallbackQueueTests {

	private final CallbackQueue queue = new CallbackQueue();

	private final List<String> ran = new ArrayList<>();

	@Test
	void runsInTheOrderOfAdding() {
		this.queue.add(() -> this.ran.add("one"));
		this.queue.add(() -> this.ran.add("two"));
		this.queue.push(() -> this.ran.add("three"));
		this.queue.push(() -> this.ran.add("four"));

		assertThat(this.queue.size()).isEqualTo(4);
		runTurn();
		assertThat(this.ran).containsExactly("one", "two", "three", "four");
		assertThat(this.queue.isEmpty()).isTrue();
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void aCallbackAddedByACallbackWaitsOneTurn() {
		this.queue.add(() -> this.queue.add(() -> this.ran.add("inner")));
		this.queue.add(() -> this.queue.push(() -> this.ran.add("pushed")));

		runTurn();
		assertThat(this.ran).isEmpty();
		runTurn();
		assertThat(this.ran).containsExactly("inner", "pushed");
	}

	@Test
	void forgetsEverythingWhenCleared() {
		this.queue.add(() -> this.ran.add("one"));
		this.queue.push(() -> this.ran.add("two"));
		this.queue.clear();

		assertThat(this.queue.isEmpty()).isTrue();
		assertThat(this.queue.size()).isZero();
		assertThat(this.queue.collect()).isZero();
	}

	@Test
	void losesNothingAmongManyThreads() throws InterruptedException {
		int threads = 4;
		int each = 20_000;
		ConcurrentLinkedQueue<int[]> seen = new ConcurrentLinkedQueue<>();
		CountDownLatch done = new CountDownLatch(threads);
		for (int i = 0; i < threads; i++) {
			int thread = i;
			new Thread(() -> {
				for (int n = 0; n < each; n++) {
					int number = n;
					this.queue.push(() -> seen.add(new int[] { thread, number }));
				}
				done.countDown();
			}).start();
		}
		while (done.getCount() > 0) {
			runTurn();
		}
		runTurn();

		int[] next = new int[threads];
		for (int[] entry : seen) {
			assertThat(entry[1]).isEqualTo(next[entry[0]]++);
		}
		assertThat(next).containsOnly(each);
	}

	/** A handler may ask for a turn of its own from the depth of a recursion. */
	@Test
	void losesNothingForWantOfStack() {
		for (int i = 0; i < 16; i++) {
			this.queue.add(() -> this.ran.add("before"));
		}

		addAtTheEndOfTheStack(() -> this.ran.add("at last"));

		runTurn();
		assertThat(this.ran).filteredOn("before"::equals).hasSize(16);
		assertThat(this.ran).endsWith("at last");
	}

	@SuppressWarnings("InfiniteRecursion") // until the stack ends
	private void addAtTheEndOfTheStack(Runnable last) {
		try {
			addAtTheEndOfTheStack(last);
		}
		catch (StackOverflowError ex) {
			this.queue.add(last); // may fail; then one call up
		}
	}

	private void runTurn() {
		int count = this.queue.collect();
		for (int i = 0; i < count; i++) {
			this.queue.poll().run();
		}
	}

}
