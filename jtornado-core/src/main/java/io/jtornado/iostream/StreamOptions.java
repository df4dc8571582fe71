package io.jtornado.iostream;

import java.util.concurrent.CompletableFuture;

/**
 * The bounds of a stream, in bytes.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param maxBufferSize most bytes gathered for one read; Tornado's
 * {@code max_buffer_size}
 * @param maxWriteBufferSize most bytes that may wait to be sent; Tornado's
 * {@code max_write_buffer_size}
 * @param lowWaterMark unsent bytes below which a waiting writer goes on
 * @param highWaterMark unsent bytes above which a writer should wait
 */
public record StreamOptions(int maxBufferSize, long maxWriteBufferSize, int lowWaterMark, int highWaterMark) {

	/** 100 MiB either way, marks at 32 and 64 KiB. */
	public static final StreamOptions DEFAULTS = new StreamOptions(100 << 20, 100L << 20, 32 * 1024, 64 * 1024);

	static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if one is not positive or the marks are out of
	 * order
	 */
	public StreamOptions {
		if (maxBufferSize <= 0 || maxWriteBufferSize <= 0 || lowWaterMark < 0 || highWaterMark < lowWaterMark) {
			throw new IllegalArgumentException(
					"Stream bounds must be positive and the low-water mark not above the high-water mark");
		}
	}

	/**
	 * Returns the same bounds but for the reads and writes; the marks stay well below.
	 * @param bytes most bytes gathered for a read, and most that wait to be sent
	 * @return new options
	 */
	public StreamOptions withMaxBufferSize(int bytes) {
		return new StreamOptions(bytes, bytes, Math.min(this.lowWaterMark, bytes / 4),
				Math.min(this.highWaterMark, bytes / 2));
	}

}
