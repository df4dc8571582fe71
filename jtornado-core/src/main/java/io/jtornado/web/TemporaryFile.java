package io.jtornado.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * A file of an upload that is too large for memory. Whatever touches the disk is a step
 * on the executor, and begins when the step before has ended.
 * <p>
 * <b>Threading:</b> confined to the request's loop, but for the steps.
 */
final class TemporaryFile {

	private static final int AT_ONCE = 16 * 1024;

	private final TemporaryFiles all;

	private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

	private long size;

	private boolean unwanted;

	// The steps'

	private @Nullable Path path;

	private @Nullable OutputStream output;

	TemporaryFile(TemporaryFiles all) {
		this.all = all;
	}

	/**
	 * Appends bytes.
	 * @return completes when they have been written, and the buffer may change
	 */
	CompletionStage<?> write(ByteBuffer data) {
		int count = data.remaining();
		this.all.reserve(count);
		this.size += count;
		return then(() -> append(data));
	}

	/** Nothing more comes; completes when the file can be read. */
	CompletionStage<?> end() {
		return then(this::closeOutput);
	}

	/** Removes the file, once. */
	void remove() {
		if (this.unwanted) {
			return;
		}
		this.unwanted = true;
		CompletableFuture<Boolean> removed = this.last.handleAsync((nothing, failure) -> delete(), this.all.executor());
		removed.exceptionally((refused) -> delete()); // an executor that has ended
	}

	private CompletionStage<?> then(Runnable step) {
		CompletableFuture<?> next = this.last.thenRunAsync(step, this.all.executor());
		this.last = next;
		return next;
	}

	long size() {
		return this.size;
	}

	Path path() {
		if (this.path == null) {
			throw new IllegalStateException("There is no file yet");
		}
		return this.path;
	}

	// Steps

	private void append(ByteBuffer data) {
		try {
			OutputStream out = open();
			byte[] piece = new byte[Math.min(AT_ONCE, data.remaining())];
			while (data.hasRemaining()) {
				int count = Math.min(piece.length, data.remaining());
				data.get(piece, 0, count);
				out.write(piece, 0, count);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private OutputStream open() throws IOException {
		OutputStream opened = this.output;
		if (opened == null) {
			Path made = this.all.create();
			this.path = made;
			opened = Files.newOutputStream(made, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
			this.output = opened;
		}
		return opened;
	}

	private void closeOutput() {
		try {
			if (this.output != null) {
				this.output.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean delete() {
		try {
			closeOutput();
		}
		catch (UncheckedIOException ex) {
			// What could not be written is what is thrown away.
		}
		if (this.path != null) {
			this.all.delete(this.path);
		}
		this.all.release(this.size);
		return true;
	}

}
