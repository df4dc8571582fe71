package io.jtornado.spring.actuate;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that run Actuator's operations, which block. Few and bounded, and apart
 * from the application's own executor, so that a slow health check stops neither a loop
 * nor the application, and a busy application does not stop the health check. Idle
 * threads end after a minute.
 * <p>
 * <b>Threading:</b> any thread may call it.
 */
public final class EndpointExecutor implements AutoCloseable {

	/**
	 * How many operations run at a time.
	 */
	public static final int THREADS = 4;

	/**
	 * How many operations may wait for a thread; further ones are refused.
	 */
	public static final int QUEUE = 64;

	private static final long IDLE_SECONDS = 60;

	private final AtomicInteger threads = new AtomicInteger();

	private final ThreadPoolExecutor workers = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(QUEUE), this::worker);

	/**
	 * Create the executor. Threads are started when there is something to do.
	 */
	public EndpointExecutor() {
		this.workers.allowCoreThreadTimeOut(true);
	}

	private Thread worker(Runnable runnable) {
		Thread thread = new Thread(runnable, "jtornado-actuator-" + this.threads.getAndIncrement());
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Run an operation on a worker. This is no {@link java.util.concurrent.Executor}, so
	 * that nobody mistakes the bean for the application's.
	 * @param operation what to run
	 * @throws RejectedExecutionException if all workers are busy and the queue is full,
	 * or after close
	 */
	public void execute(Runnable operation) {
		this.workers.execute(operation);
	}

	/**
	 * Interrupt what runs and drop what waits.
	 */
	@Override
	public void close() {
		this.workers.shutdownNow();
	}

}
