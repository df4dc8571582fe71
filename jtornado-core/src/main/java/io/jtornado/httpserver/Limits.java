package io.jtornado.httpserver;

/**
 * What a server takes from its clients, in bytes unless said.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param maxHeaderSize most bytes of a request's head; beyond it 431, or 414 if it is the
 * target; 1 to 131072
 * @param maxHeaders most field lines of a head; beyond it 431
 * @param maxBodySize most bytes of a request's body; beyond it 413; 0: requests have no
 * body
 * @param maxBufferSize most bytes of one answer that may wait for its client, or to be
 * complete
 * @param maxBuffered most bytes that all connections together hold of requests and
 * answers; beyond it bodies and large heads get 503; 0: a quarter of the heap
 */
public record Limits(int maxHeaderSize, int maxHeaders, int maxBodySize, int maxBufferSize, long maxBuffered) {

	/**
	 * 64 KiB of head in 100 lines, 10 MiB of body, 100 MiB unsent, a quarter of the heap
	 * in all.
	 */
	public static final Limits DEFAULTS = new Limits(64 << 10, 100, 10 << 20, 100 << 20, 0);

	private static final int LARGEST_HEAD = 128 << 10;

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if one is out of its range
	 */
	public Limits {
		if (maxHeaderSize <= 0 || maxHeaderSize > LARGEST_HEAD) {
			throw new IllegalArgumentException("max-header-size must be 1 to " + LARGEST_HEAD + " bytes");
		}
		if (maxHeaders <= 0) {
			throw new IllegalArgumentException("max-headers must be positive");
		}
		if (maxBodySize < 0 || maxBufferSize <= 0 || maxBuffered < 0) {
			throw new IllegalArgumentException(
					"max-body-size and max-buffered must not be negative, max-buffer-size must be positive");
		}
	}

	/**
	 * Returns the bound on all that is held, with 0 resolved.
	 * @return bytes
	 */
	public long effectiveMaxBuffered() {
		return (this.maxBuffered > 0) ? this.maxBuffered : Runtime.getRuntime().maxMemory() / 4;
	}

}
