/**
 * What a client can see of Tornado, in forty cases, over sockets and by the public API
 * alone. Every test says its case and what it checks, and where this answers otherwise
 * than the original on purpose: requests that are malformed (1 to 4, 6 to 8, 10),
 * arguments (5, 23 to 26), several requests on a connection (9, 11 to 13, 15, 20),
 * clients that leave (14, 16), what is bounded (17, 19), heads of answers (18, 27, 28,
 * 34), uploads (21, 36), proxies (22), cookies (29, 37), error pages (30), static files
 * (31 to 33), compression (35), tokens against forgery (38), routing (39), WebSocket
 * (40). {@code TornadoAnswerTests} and {@code WebSocketAnswerTests} ask Python's Tornado
 * the same as this one.
 */
package io.jtornado.blackbox;
