package io.jtornado.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The temporary files of an application: how many bytes they have together, and which
 * there are, so that none is left when it is closed.
 * <p>
 * <b>Threading:</b> shared by loops and the threads of the executor.
 */
final class TemporaryFiles implements AutoCloseable {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private final Executor executor;

	private final @Nullable Path directory;

	private final long max;

	private final AtomicLong stored = new AtomicLong();

	private final Set<Path> paths = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	TemporaryFiles(Executor executor, MultipartOptions options) {
		this.executor = executor;
		this.directory = options.directory();
		this.max = options.maxStored();
	}

	/** Where files are written, closed and removed. */
	Executor executor() {
		return this.executor;
	}

	/** Makes room, or throws an HTTPException if there is none. */
	void reserve(int bytes) {
		if (this.stored.addAndGet(bytes) > this.max) {
			this.stored.addAndGet(-bytes);
			throw HTTPException.bare(503, "Too much of uploads is stored").withHeader("Retry-After", "5");
		}
	}

	void release(long bytes) {
		this.stored.addAndGet(-bytes);
	}

	/** Makes an empty file that only this user can read; on the executor. */
	Path create() throws IOException {
		Path made = (this.directory != null) ? Files.createTempFile(this.directory, "jtornado-", ".upload")
				: Files.createTempFile("jtornado-", ".upload");
		this.paths.add(made);
		if (this.closed) {
			delete(made);
			throw new IOException("The application has been closed");
		}
		return made;
	}

	/** Deletes a file, unless it has been moved away. */
	void delete(Path path) {
		try {
			Files.deleteIfExists(path);
		}
		catch (IOException | RuntimeException ex) {
			LOGGER.warn("A temporary file cannot be removed: {}", LogText.escape(ex.toString()));
		}
		this.paths.remove(path);
	}

	/** Deletes what is left, where its executor has ended before it. */
	@Override
	public void close() {
		this.closed = true;
		this.paths.forEach(this::delete);
	}

}
