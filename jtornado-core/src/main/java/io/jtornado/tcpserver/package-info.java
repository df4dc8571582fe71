/**
 * Stage 2 of 6: accepting. Receives readiness of listening sockets from the IOLoop; hands
 * each connection as an IOStream to {@code TCPServer.handleStream}, on the loop it will
 * live on. Start reading at {@code TCPServer}, {@code TCPServerOptions},
 * {@code TCPServerListener}.
 * <p>
 * <b>Threading:</b> a listening socket is confined to the loop that accepts from it.
 */
@NullMarked
package io.jtornado.tcpserver;

import org.jspecify.annotations.NullMarked;
