package io.jtornado.websocket;

/**
 * How messages are compressed for clients that offer {@code permessage-deflate}
 * (<a href="https://www.rfc-editor.org/rfc/rfc7692">RFC 7692</a>). Tornado's
 * {@code get_compression_options}.
 * <p>
 * Without a context, which is the default, an idle client costs nothing more: the loop's
 * encoder and decoder serve all. With it each client that has been written to holds about
 * 260 KB and each that has written 48 KB, outside of the heap, counted as a part of
 * {@code max-buffered}; small messages that resemble each other become much smaller then.
 * <p>
 * Unlike Tornado, which keeps a context unless the client objects.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param level 1 (fast) to 9 (small)
 * @param minSize the least bytes of a message that is compressed, 0 and up; shorter ones
 * gain nothing. Those above 256 KiB are sent as they are, so that the loop is not held up
 * @param contextTakeover whether a message may refer to those before it
 */
public record WebSocketCompression(int level, int minSize, boolean contextTakeover) {

	/** Level 6, 1 KiB and up, no context. */
	public static final WebSocketCompression DEFAULTS = new WebSocketCompression(6, 1024, false);

	/**
	 * Checks them.
	 * @throws IllegalArgumentException if the level is not 1 to 9 or the size negative
	 */
	public WebSocketCompression {
		if (level < 1 || level > 9) {
			throw new IllegalArgumentException("Level of compression must be 1 to 9, not " + level);
		}
		if (minSize < 0) {
			throw new IllegalArgumentException("minSize must be 0 or more, not " + minSize);
		}
	}

	/**
	 * Returns the same but for one.
	 * @param number 1 to 9
	 * @return new options
	 */
	public WebSocketCompression withLevel(int number) {
		return new WebSocketCompression(number, this.minSize, this.contextTakeover);
	}

	/**
	 * Returns the same but for one.
	 * @param bytes the least bytes of a message that is compressed
	 * @return new options
	 */
	public WebSocketCompression withMinSize(int bytes) {
		return new WebSocketCompression(this.level, bytes, this.contextTakeover);
	}

	/**
	 * Returns the same but for one.
	 * @param keep whether a message may refer to those before it
	 * @return new options
	 */
	public WebSocketCompression withContextTakeover(boolean keep) {
		return new WebSocketCompression(this.level, this.minSize, keep);
	}

}
