package io.jtornado.web;

import java.util.concurrent.Executor;

import io.jtornado.ioloop.Workers;
import org.jspecify.annotations.Nullable;

/**
 * The part of an {@link Application.Builder} that gathers what is done off the loops:
 * blocking verbs, and looking for static files.
 * <p>
 * <b>Threading:</b> as {@link Application.Builder}.
 */
abstract sealed class ApplicationWork extends ApplicationRoutes permits ApplicationSettings {

	/** A slow disk makes threads wait, and more of them help. */
	private static final int FILE_THREADS = 8;

	private static final int MAX_WAITING = 1024;

	@Nullable Executor executor;

	int maxConcurrentBlocking = 256;

	int maxQueuedBlocking = 1024;

	/** Threads of their own: verbs may hold those of the executor for long. */
	@Nullable Executor fileReaders; // null: threads of the application's own

	long staticFileCache = 16 << 20;

	/**
	 * Sets where {@link Blocking} verbs run, and uploads are written to temporary files.
	 * Without it, the files of forms stay in memory. Static files are read on threads of
	 * the application's own.
	 * @param workers the executor, not on a loop; null for none, which is the default
	 * @return this
	 */
	public Application.Builder executor(@Nullable Executor workers) {
		this.executor = workers;
		return self();
	}

	/**
	 * Bounds the {@link Blocking} verbs that run at a time.
	 * @param calls the number, 1 and up; 256 by default
	 * @return this
	 */
	public Application.Builder maxConcurrentBlocking(int calls) {
		this.maxConcurrentBlocking = checked("maxConcurrentBlocking", calls, 1);
		return self();
	}

	/**
	 * Bounds the {@link Blocking} verbs that wait to run; beyond it, requests get a 503
	 * with {@code Retry-After}.
	 * @param calls the number, 0 and up; 1024 by default
	 * @return this
	 */
	public Application.Builder maxQueuedBlocking(int calls) {
		this.maxQueuedBlocking = checked("maxQueuedBlocking", calls, 0);
		return self();
	}

	/**
	 * Sets how much is held of static files that are asked for all the time: up to 64 KiB
	 * of each, for a second, then it is looked up again; ten seconds after it was last
	 * looked up it is given back.
	 * @param bytes the size; 0 to look each time; 16 MiB by default
	 * @return this
	 */
	public Application.Builder staticFileCache(long bytes) {
		if (bytes < 0) {
			throw new IllegalArgumentException("staticFileCache must be 0 or more, not " + bytes);
		}
		this.staticFileCache = bytes;
		return self();
	}

	/** What reads files, off the loops and not too many at a time. */
	WorkQueue fileWork() {
		Executor own = this.fileReaders;
		Executor readers = (own != null) ? own : Workers.named("static-files", FILE_THREADS);
		return new WorkQueue("requests for files", readers, FILE_THREADS, MAX_WAITING);
	}

	static int checked(String name, int value, int least) {
		if (value < least) {
			throw new IllegalArgumentException(name + " must be " + least + " or more, not " + value);
		}
		return value;
	}

}
