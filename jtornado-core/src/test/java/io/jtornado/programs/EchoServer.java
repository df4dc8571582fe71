package io.jtornado.programs;

import java.io.IOException;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoop;

public class EchoServer {

	public static void main(String[] args) throws IOException {
		HTTPServer server = new HTTPServer(EchoServer::handleRequest);
		server.listen(Integer.getInteger("port", 8888));
		IOLoop.instance().start();
	}

	static void handleRequest(HTTPRequest request) {
		String message = "You requested " + request.uri() + "\n";
		request.writeHeaders(ResponseStartLine.of(200),
				HTTPHeaders.of("Content-Length", String.valueOf(message.length())));
		request.write(message);
		request.finish();
	}

}
