package io.jtornado.ioloop;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads that belong to a loop, for arithmetic that would hold it up: the steps of
 * a TLS handshake. They are daemons, started when there is work, and end after a few
 * seconds without any, or with the loop.
 * <p>
 * <b>Threading:</b> {@link #of} belongs to the loop; work may be given from any thread.
 */
public final class Workers implements Executor {

	private static final int MAX_THREADS = 2;

	private static final int MAX_QUEUED = 4096;

	private static final long IDLE_SECONDS = 5;

	private final ThreadPoolExecutor executor;

	private Workers(IOLoop loop) {
		AtomicInteger number = new AtomicInteger();
		this.executor = new ThreadPoolExecutor(MAX_THREADS, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(MAX_QUEUED), (work) -> {
					Thread thread = new Thread(work, loop.name() + "-worker-" + number.getAndIncrement());
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
		return loop.attachment(Workers.class, Workers::new);
	}

	/**
	 * Runs work on a thread of its own.
	 * @param work short work that waits for nothing
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
