/**
 * Stage 6 of 6: WebSocket (<a href="https://www.rfc-editor.org/rfc/rfc6455">RFC 6455</a>,
 * and <a href="https://www.rfc-editor.org/rfc/rfc7692">RFC 7692</a> for compression).
 * Receives a handshake in {@code WebSocketHandler.get}, takes the stream away from HTTP,
 * and hands messages to the handler, one after another. Start reading at
 * {@code WebSocketHandler}, {@code WebSocketSession}, {@code FrameDecoder}.
 * <p>
 * <b>Threading:</b> a handler and its session are confined to the loop of the handshake.
 */
@NullMarked
package io.jtornado.websocket;

import org.jspecify.annotations.NullMarked;
