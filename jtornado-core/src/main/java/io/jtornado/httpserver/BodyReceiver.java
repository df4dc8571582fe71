package io.jtornado.httpserver;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Takes a body as it comes, instead of having it gathered. Tornado's
 * {@code data_received}.
 * <p>
 * <b>Threading:</b> called on the request's loop, which it must not hold up.
 */
@FunctionalInterface
public interface BodyReceiver {

	/**
	 * Takes a part of the body. What it throws, and a stage that fails, is logged and the
	 * client gets a 500, or a broken connection if the answer has begun. It may answer
	 * the request: then the rest of the body is not wanted, and the connection is closed.
	 * @param chunk at least one byte, without chunk framing; read-only, and valid until
	 * this returns or, if it returns a stage, until that completes
	 * @return a stage, completed on any thread, before which nothing more is read, so
	 * that the client has to wait; null to go on at once
	 */
	@Nullable CompletionStage<?> dataReceived(ByteBuffer chunk);

	/**
	 * Is told that the rest of the body will not come, since the server has refused it
	 * and has answered the client itself: it is too large, malformed, cut short or too
	 * slow. For the request the client is gone. Does nothing here.
	 * @param status of that answer, such as 413
	 */
	default void refused(int status) {
	}

}
