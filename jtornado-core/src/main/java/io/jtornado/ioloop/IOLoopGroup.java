package io.jtornado.ioloop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several loops, each on a thread of its own named {@code ioloop-0}, {@code ioloop-1} and
 * so on. The threads are not daemons: they keep the process alive.
 * <p>
 * Unlike Tornado, which forks a process per core, all loops share one process.
 * <p>
 * <b>Threading:</b> may be used from any thread.
 */
public final class IOLoopGroup {

	private final List<IOLoop> loops;

	private final AtomicInteger turn = new AtomicInteger();

	private List<Thread> threads = List.of();

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
	 * Starts every loop on a new thread.
	 * @throws IllegalStateException when the group was started and its threads still run
	 */
	public synchronized void start() {
		if (this.threads.stream().anyMatch(Thread::isAlive)) {
			throw new IllegalStateException("The group is running already");
		}
		List<Thread> threads = new ArrayList<>();
		for (IOLoop loop : this.loops) {
			threads.add(new Thread(loop::start, loop.name()));
		}
		this.threads = threads;
		threads.forEach(Thread::start);
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

	/**
	 * Stops every loop, waits for their threads to end, and closes the loops.
	 * @throws IllegalStateException on a thread of the group, which cannot wait for
	 * itself
	 */
	public synchronized void close() {
		if (this.threads.contains(Thread.currentThread())) {
			throw new IllegalStateException("A loop cannot close its own group");
		}
		stop();
		awaitStopped();
		this.loops.forEach(IOLoop::close);
	}

	synchronized void awaitStopped() {
		boolean interrupted = false;
		for (Thread thread : this.threads) {
			interrupted |= join(thread);
		}
		this.threads = List.of();
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean join(Thread thread) {
		boolean interrupted = false;
		while (true) {
			try {
				thread.join();
				return interrupted;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
	}

}
