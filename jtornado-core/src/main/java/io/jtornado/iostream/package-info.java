/**
 * Stage 3 of 6: bytes of one connection. Receives readiness from a {@code Transport};
 * hands bytes to a {@code StreamHandler} as they come, or to the stage of a pending read,
 * and takes writes with flow control. Start reading at {@code IOStream},
 * {@code Transport}, {@code SocketTransport}.
 * <p>
 * <b>Threading:</b> a stream is confined to the IOLoop it was made for.
 */
@NullMarked
package io.jtornado.iostream;

import org.jspecify.annotations.NullMarked;
