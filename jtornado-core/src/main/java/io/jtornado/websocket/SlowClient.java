package io.jtornado.websocket;

/**
 * What happens to a message for a client that does not read as fast as messages are
 * written, once {@link WebSocketOptions#maxQueued()} bytes wait for it.
 */
public enum SlowClient {

	/**
	 * The WebSocket ends, with 1013 behind what waits, and without ceremony after five
	 * seconds in which it takes nothing, or a minute. For messages of which none may be
	 * missing: the client connects again.
	 */
	CLOSE,

	/**
	 * The message is dropped, and counted. For messages that make earlier ones out of
	 * date.
	 */
	DROP,

	/**
	 * The stage of the message fails with IllegalStateException: whoever writes much has
	 * to wait for the stages before.
	 */
	REFUSE

}
