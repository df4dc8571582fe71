package io.jtornado.ioloop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several loops, each on a thread of its own named {@code ioloop-0}, {@code ioloop-1} and
 * so on. The threads are not daemons: they keep the process alive.
 * <p>
 * Unlike Tornado, which forks a process per core, all loops share one process.
 * <p>
 * <b>Threading:</b> may be used from any thread.
 */
public final class IOLoopGroup {

	private static final Logger LOGGER = LoggerFactory.getLogger("jtornado.general");

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final List<IOLoop> loops;

	private final AtomicInteger turn = new AtomicInteger();

	private List<Thread> threads = List.of();

	private volatile boolean closing;

	private IOLoopGroup(List<IOLoop> loops) {
		this.loops = loops;
	}

	/**
	 * Makes loops on the system's clock.
	 * @param n how many; 0 for one per core
	 * @return the group, not started yet
	 */
	public static IOLoopGroup of(int n) {
		return of(n, Clock.SYSTEM);
	}

	/**
	 * Makes loops.
	 * @param n how many; 0 for one per core
	 * @param clock the time of their timeouts
	 * @return the group, not started yet
	 */
	public static IOLoopGroup of(int n, Clock clock) {
		return new IOLoopGroup(loops("ioloop", n, clock));
	}

	/**
	 * Makes loops on the system's clock that have a name of their own, beside another
	 * group in the process.
	 * @param name what their names and those of their threads begin with, in place of
	 * {@code ioloop}
	 * @param n how many; 0 for one per core
	 * @return the group, not started yet
	 */
	public static IOLoopGroup named(String name, int n) {
		return new IOLoopGroup(loops(name, n, Clock.SYSTEM));
	}

	private static List<IOLoop> loops(String name, int n, Clock clock) {
		if (n < 0) {
			throw new IllegalArgumentException("A group of " + n + " loops: give at least 1, or 0 for one per core");
		}
		int count = (n != 0) ? n : Runtime.getRuntime().availableProcessors();
		List<IOLoop> loops = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			loops.add(new IOLoop(name + "-" + i, clock));
		}
		return List.copyOf(loops);
	}

	/**
	 * Returns the loops.
	 * @return the loops, in the order of their numbers
	 */
	public List<IOLoop> loops() {
		return this.loops;
	}

	/**
	 * Returns the loops one after the other, over and over.
	 * @return the next loop
	 */
	public IOLoop next() {
		return this.loops.get(Math.floorMod(this.turn.getAndIncrement(), this.loops.size()));
	}

	/**
	 * Starts every loop on a new thread; returns once the loops belong to their threads.
	 * @throws IllegalStateException when the group was started and its threads still run
	 */
	public synchronized void start() {
		if (this.threads.stream().anyMatch(Thread::isAlive)) {
			throw new IllegalStateException("The group is running already");
		}
		List<Thread> threads = new ArrayList<>();
		for (IOLoop loop : this.loops) {
			threads.add(new Thread(() -> run(loop), loop.name()));
		}
		this.threads = threads;
		threads.forEach(Thread::start);
		for (int i = 0; i < threads.size(); i++) {
			awaitOwner(this.loops.get(i), threads.get(i));
		}
	}

	/**
	 * Until its thread has it, a loop lets anybody in: the caller could be in the midst
	 * of its handlers when the thread begins.
	 */
	private static void awaitOwner(IOLoop loop, Thread thread) {
		while (thread.isAlive() && loop.mayTouch()) {
			Thread.onSpinWait();
		}
	}

	/**
	 * Stops every loop at the end of its turn, without waiting for it. A group that was
	 * not started stays as it is.
	 */
	public synchronized void stop() {
		if (!this.threads.isEmpty()) {
			this.loops.forEach(IOLoop::stop);
		}
	}

	private void run(IOLoop loop) {
		loop.start();
		if (this.closing) {
			loop.close();
		}
	}

	/**
	 * Stops every loop, waits up to ten seconds for their threads to end, and closes the
	 * loops. One that a callback holds up for longer is logged with what it is doing, and
	 * closes by itself once that has returned.
	 * @throws IllegalStateException on a thread of the group, which cannot wait for
	 * itself
	 */
	public void close() {
		close(PATIENCE);
	}

	synchronized void close(Duration patience) {
		if (this.threads.contains(Thread.currentThread())) {
			throw new IllegalStateException("A loop cannot close its own group");
		}
		this.closing = true;
		stop();
		awaitStopped(patience);
		for (int i = 0; i < this.loops.size(); i++) {
			if (i >= this.threads.size() || !this.threads.get(i).isAlive()) {
				this.loops.get(i).close();
			}
		}
		this.threads = List.of();
	}

	void awaitStopped() {
		awaitStopped(PATIENCE);
	}

	private synchronized void awaitStopped(Duration patience) {
		boolean interrupted = false;
		long deadline = System.nanoTime() + patience.toNanos();
		for (Thread thread : this.threads) {
			interrupted |= join(thread, deadline);
			if (thread.isAlive()) {
				logHeldUp(thread);
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean join(Thread thread, long deadline) {
		boolean interrupted = false;
		long left = deadline - System.nanoTime();
		while (left > 0 && thread.isAlive()) {
			try {
				TimeUnit.NANOSECONDS.timedJoin(thread, left);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			left = deadline - System.nanoTime();
		}
		return interrupted;
	}

	private static void logHeldUp(Thread thread) {
		IllegalStateException held = new IllegalStateException("Held up here");
		held.setStackTrace(thread.getStackTrace());
		LOGGER.error("Loop {} did not stop in time", thread.getName(), held);
	}

}
