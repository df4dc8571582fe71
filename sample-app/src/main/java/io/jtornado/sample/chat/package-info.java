/**
 * A room in which everybody hears what anybody says, by WebSocket. Start reading at
 * {@code ChatHandler}.
 */
@NullMarked
package io.jtornado.sample.chat;

import org.jspecify.annotations.NullMarked;
