/**
 * jtornado: Tornado's engine in Java. The way of a byte, from the socket to the handler
 * and back; each arrow is one method: <pre>
 * client ~~> ioloop.IOLoop            one thread, one Selector: callbacks, timeouts, poll, dispatch
 *            | IOHandler.handleEvents
 *            v
 *            tcpserver.TCPServer      accepts, shares connections out over the loops
 *            | handleStream(IOStream, address)
 *            v
 *            iostream.IOStream        bytes: readUntil, readBytes, write; flow control
 *            |
 *            v
 *            httpserver.HTTPServer -> HTTPConnection   one per client, many requests (http.*: what the bytes mean)
 *            | RequestCallback.handle(HTTPRequest)
 *            v
 *            web.Application -> web.URLSpec -> web.RequestHandler    prepare, get/post/..., onFinish
 * </pre> Start reading at {@code ioloop.IOLoop}, {@code httpserver.HTTPConnection},
 * {@code web.RequestHandler}.
 */
@NullMarked
package io.jtornado;

import org.jspecify.annotations.NullMarked;
