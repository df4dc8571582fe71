package io.jtornado.bench.peers;

import java.nio.ByteBuffer;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import org.xnio.Options;

/** Undertow's core: handlers on the thread that reads. */
public final class UndertowPeer {

	private UndertowPeer() {
	}

	/**
	 * Serves until the process is ended.
	 * @param args the port
	 */
	public static void main(String[] args) {
		Undertow.builder()
			.addHttpListener(Integer.parseInt(args[0]), "0.0.0.0")
			.setIoThreads(Answers.workers())
			.setSocketOption(Options.BACKLOG, Answers.BACKLOG)
			.setHandler(UndertowPeer::handle)
			.build()
			.start();
	}

	private static void handle(HttpServerExchange exchange) {
		String path = exchange.getRequestPath();
		if (path.equals("/echo")) {
			exchange.getRequestReceiver().receiveFullBytes((same, body) -> send(same, body, Answers.OCTETS));
			return;
		}
		byte[] body = Answers.get(path, exchange.getQueryString());
		if (body != null) {
			send(exchange, body, Answers.type(path));
		}
		else {
			exchange.setStatusCode(404).endExchange();
		}
	}

	private static void send(HttpServerExchange exchange, byte[] body, String type) {
		exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type).put(Headers.SERVER, "undertow");
		exchange.getResponseSender().send(ByteBuffer.wrap(body));
	}

}
