package io.jtornado.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import io.jtornado.ioloop.Workers;
import org.jspecify.annotations.Nullable;

/**
 * The part of an {@link Application.Builder} that gathers what is done off the loops:
 * blocking verbs, and static files with their routes.
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

	@Nullable StaticFiles staticFiles;

	String staticUrlPrefix = "/static/";

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
	 * Serves the files below a directory, as {@link #staticFiles} does. Tornado's
	 * {@code static_path}.
	 * @param directory the directory; may be a symbolic link
	 * @return this
	 * @throws IllegalArgumentException if there is no such directory
	 */
	public Application.Builder staticPath(Path directory) {
		return staticFiles(StaticFiles.under(directory));
	}

	/**
	 * Serves files below the {@link #staticUrlPrefix}, ahead of all other routes, and
	 * behind them {@code /favicon.ico} and {@code /robots.txt}, each if it is there when
	 * the application is built; and gives handlers {@link RequestHandler#staticUrl}.
	 * <p>
	 * Unlike Tornado, which has these two ahead of all others as well, so that no handler
	 * could serve them.
	 * @param files the files; null for none, which is the default
	 * @return this
	 */
	public Application.Builder staticFiles(@Nullable StaticFiles files) {
		this.staticFiles = files;
		return self();
	}

	/**
	 * Sets below which path static files are served. Tornado's {@code static_url_prefix}.
	 * @param prefix a path that begins and ends with a slash; {@code /static/} by default
	 * @return this
	 * @throws IllegalArgumentException if it is another one
	 */
	public Application.Builder staticUrlPrefix(String prefix) {
		this.staticUrlPrefix = StaticUrls.checkedPrefix(prefix);
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

	/** The routes, with those of static files around them. */
	List<URLSpec> allSpecs() {
		List<URLSpec> all = new ArrayList<>(this.hosted);
		all.addAll(this.specs);
		StaticFiles files = this.staticFiles;
		if (files != null) {
			all.add(this.hosted.size(), StaticUrls.spec(files, StaticUrls.pattern(this.staticUrlPrefix)));
			all.addAll(StaticUrls.wellKnown(files));
		}
		return List.copyOf(all);
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
