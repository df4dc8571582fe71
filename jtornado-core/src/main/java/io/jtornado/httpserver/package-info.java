/**
 * Stage 4 of 6: HTTP/1.1 on one connection. Receives an IOStream from
 * {@code TCPServer.handleStream}; hands an {@code HTTPRequest} to
 * {@code RequestCallback.handle}, which {@code web.Application} implements. Start reading
 * at {@code HTTPServer}, {@code HTTPConnection}, {@code HTTPRequest}.
 * <p>
 * <b>Threading:</b> everything here is confined to the connection's IOLoop.
 */
@NullMarked
package io.jtornado.httpserver;

import org.jspecify.annotations.NullMarked;
