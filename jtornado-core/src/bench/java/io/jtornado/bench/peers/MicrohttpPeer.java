package io.jtornado.bench.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.microhttp.EventLoop;
import org.microhttp.Header;
import org.microhttp.NoopLogger;
import org.microhttp.Options;
import org.microhttp.Request;
import org.microhttp.Response;

/** microhttp: plain NIO loops and callbacks. */
public final class MicrohttpPeer {

	private static final Header SERVER = new Header("Server", "microhttp");

	private MicrohttpPeer() {
	}

	/**
	 * Serves until the process is ended.
	 * @param args the port
	 * @throws IOException if the port cannot be had
	 */
	public static void main(String[] args) throws IOException {
		Options options = Options.builder()
			.withHost("0.0.0.0")
			.withPort(Integer.parseInt(args[0]))
			.withAcceptLength(Answers.BACKLOG)
			.withReuseAddr(true)
			.withConcurrency(Answers.workers())
			.withMaxRequestSize(Answers.MAX_BODY)
			.withRequestTimeout(Duration.ofMinutes(10))
			.build();
		new EventLoop(options, NoopLogger.instance(), (request, answer) -> answer.accept(answer(request))).start();
	}

	private static Response answer(Request request) {
		String uri = request.uri();
		int mark = uri.indexOf('?');
		String path = (mark >= 0) ? uri.substring(0, mark) : uri;
		if (path.equals("/echo")) {
			return ok(Answers.OCTETS, request.body());
		}
		byte[] body = Answers.get(path, (mark >= 0) ? uri.substring(mark + 1) : null);
		return (body != null) ? ok(Answers.type(path), body) : new Response(404, "Not Found", List.of(), new byte[0]);
	}

	private static Response ok(String type, byte[] body) {
		return new Response(200, "OK",
				List.of(SERVER, new Header("Content-Type", type), new Header("Date", Answers.date())), body);
	}

}
