package io.jtornado.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoopGroup;

/** An application on a port of its own, and a client without a memory for cookies. */
public final class CookieServer implements AutoCloseable {

	private final IOLoopGroup loops = IOLoopGroup.of(1);

	private final HttpClient client = HttpClient.newHttpClient();

	private final HTTPServer server;

	public CookieServer(CookieOptions options, URLSpec... specs) throws IOException {
		this.server = new HTTPServer(Application.builder().add(specs).cookies(options).accessLog(false).build(),
				this.loops);
		this.server.listen(0, "127.0.0.1");
		this.loops.start();
	}

	public int port() {
		return this.server.port();
	}

	public HttpResponse<String> get(String target, String... fields) throws Exception {
		return get(port(), target, fields);
	}

	public HttpResponse<String> get(int port, String target, String... fields) throws Exception {
		return this.client.send(request(port, target, fields).build(), BodyHandlers.ofString());
	}

	public HttpResponse<String> post(String target, String body, String... fields) throws Exception {
		return post(port(), target, body, fields);
	}

	public HttpResponse<String> post(int port, String target, String body, String... fields) throws Exception {
		return this.client.send(request(port, target, fields).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
				BodyHandlers.ofString());
	}

	private static HttpRequest.Builder request(int port, String target, String... fields) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target));
		for (int i = 0; i < fields.length; i += 2) {
			request.header(fields[i], fields[i + 1]);
		}
		return request;
	}

	/** What a browser sends back of the cookie that an answer sets. */
	public static String cookie(HttpResponse<?> response) {
		return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
	}

	@Override
	public void close() {
		this.server.stop();
		this.loops.stop();
		this.loops.close();
	}

}
