package io.jtornado.iostream;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Receives what happens on an {@link IOStream} as it happens: the path for protocols that
 * parse on the fly.
 * <p>
 * <b>Threading:</b> called on the stream's loop.
 */
public interface StreamHandler {

	/**
	 * Takes bytes. The array belongs to the loop: what is needed later must be copied.
	 * @param bytes an array that holds what was left last time, and behind it what has
	 * come
	 * @param from where they start
	 * @param to where they end
	 * @return how far they were used up; the stream keeps the rest and hands it in again
	 * with more
	 */
	int handleBytes(byte[] bytes, int from, int to);

	/**
	 * Called when the peer has ended its side, and again after {@link IOStream#resume()};
	 * there will be no more bytes, but it may still be reading.
	 */
	void handleEnd();

	/**
	 * Called when the stream is paused and so much waits, on this stream or on all of its
	 * loop, that nothing more is read: not even that the peer leaves is noticed from here
	 * on until {@link IOStream#resume()}. May be called again.
	 */
	default void handleFull() {
	}

	/** Called when the last byte that had to wait has left. */
	void handleDrained();

	/**
	 * Called once, when the stream has been closed by either side.
	 * @param error what went wrong; null if nothing did
	 */
	void handleClose(@Nullable IOException error);

}
