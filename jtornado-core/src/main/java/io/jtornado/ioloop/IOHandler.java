package io.jtornado.ioloop;

import java.io.IOException;
import java.nio.channels.SelectableChannel;

/**
 * Receives the events of one channel registered with
 * {@link IOLoop#addHandler(SelectableChannel, IOHandler, int)}.
 * <p>
 * <b>Threading:</b> called on the loop's thread only.
 */
@FunctionalInterface
public interface IOHandler {

	/**
	 * Handles what the channel is ready for. Readiness is level-triggered: what is left
	 * undone is reported again in the next turn.
	 * @param channel the channel
	 * @param events {@link IOLoop#READ} and {@link IOLoop#WRITE} combined, or
	 * {@link IOLoop#ERROR} alone when the channel's registration was lost
	 * @throws IOException is logged and counted; the channel stays registered
	 */
	void handleEvents(SelectableChannel channel, int events) throws IOException;

}
