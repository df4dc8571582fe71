package io.jtornado.ioloop;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads for what would hold a loop up. They are daemons, started when there is
 * work, and end after a few seconds without any. Those of a loop, which end with it, are
 * for arithmetic: the steps of a TLS handshake. Others are for what waits for a disk.
 * <p>
 * <b>Threading:</b> {@link #of} belongs to the loop; work may be given from any thread.
 */
public final class Workers implements Executor {

	private static final int THREADS_OF_A_LOOP = 2;

	private static final int MAX_QUEUED = 4096;

	private static final long IDLE_SECONDS = 5;

	private final ThreadPoolExecutor executor;

	private Workers(String name, int threads) {
		AtomicInteger number = new AtomicInteger();
		this.executor = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(MAX_QUEUED), (work) -> {
					Thread thread = new Thread(work, name + "-worker-" + number.getAndIncrement());
					thread.setDaemon(true);
					return thread;
				});
		this.executor.allowCoreThreadTimeOut(true);
	}

	/**
	 * Returns the workers of a loop, made on first use.
	 * @param loop the loop
	 * @return its workers
	 */
	public static Workers of(IOLoop loop) {
		loop.checkInLoop();
		return loop.attachment(Workers.class, (owner) -> new Workers(owner.name(), THREADS_OF_A_LOOP));
	}

	/**
	 * Makes workers that belong to no loop.
	 * @param name what the names of their threads begin with
	 * @param threads the most threads, 1 and up
	 * @return new workers, without a thread so far
	 */
	public static Workers named(String name, int threads) {
		return new Workers(name, threads);
	}

	/**
	 * Runs work on a thread of its own.
	 * @param work short work, which waits for nothing if the workers are a loop's
	 * @throws java.util.concurrent.RejectedExecutionException if 4096 others wait
	 * already, or the loop is closed
	 */
	@Override
	public void execute(Runnable work) {
		this.executor.execute(work);
	}

	/** Ends the workers of a loop that is closed; what waits is dropped. */
	static void end(Map<Class<?>, Object> attachments) {
		if (attachments.get(Workers.class) instanceof Workers workers) {
			workers.executor.shutdownNow();
		}
	}

}
