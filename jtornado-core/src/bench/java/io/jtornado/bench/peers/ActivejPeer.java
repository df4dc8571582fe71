package io.jtornado.bench.peers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

import io.activej.bytebuf.ByteBuf;
import io.activej.eventloop.Eventloop;
import io.activej.eventloop.net.ServerSocketSettings;
import io.activej.http.AsyncHttpServer;
import io.activej.http.AsyncServlet;
import io.activej.http.HttpHeaderValue;
import io.activej.http.HttpHeaders;
import io.activej.http.HttpMethod;
import io.activej.http.HttpResponse;
import io.activej.http.RoutingServlet;
import io.activej.net.PrimaryServer;
import io.activej.promise.Promise;

/** ActiveJ HTTP: one event loop, or one that accepts for several. */
public final class ActivejPeer {

	private static final HttpHeaderValue SERVER = HttpHeaderValue.of("activej");

	private static final HttpHeaderValue TEXT = HttpHeaderValue.of(Answers.TEXT);

	private static final HttpHeaderValue JSON = HttpHeaderValue.of(Answers.JSON);

	private static final HttpHeaderValue OCTETS = HttpHeaderValue.of(Answers.OCTETS);

	private ActivejPeer() {
	}

	/**
	 * Serves until the process is ended.
	 * @param args the port
	 * @throws IOException if the port cannot be had
	 */
	public static void main(String[] args) throws IOException {
		InetSocketAddress address = new InetSocketAddress("0.0.0.0", Integer.parseInt(args[0]));
		ServerSocketSettings settings = ServerSocketSettings.create(Answers.BACKLOG);
		Eventloop first = Eventloop.create().withCurrentThread();
		if (Answers.workers() == 1) {
			server(first).withListenAddress(address).withServerSocketSettings(settings).listen();
		}
		else {
			AsyncHttpServer[] servers = new AsyncHttpServer[Answers.workers()];
			for (int i = 0; i < servers.length; i++) {
				Eventloop loop = Eventloop.create();
				loop.keepAlive(true);
				servers[i] = server(loop);
				new Thread(loop, "worker-" + i).start();
			}
			PrimaryServer.create(first, servers).withListenAddress(address).withServerSocketSettings(settings).listen();
		}
		first.run();
	}

	private static AsyncHttpServer server(Eventloop loop) {
		AsyncServlet routes = RoutingServlet.create()
			.map(HttpMethod.GET, "/plaintext", (request) -> ok(Answers.hello(), TEXT))
			.map(HttpMethod.GET, "/json", (request) -> ok(Answers.json(), JSON))
			.map(HttpMethod.GET, "/user/:id", (request) -> ok(Answers.ascii(request.getPathParameter("id")), TEXT))
			.map(HttpMethod.POST, "/echo",
					(request) -> request.loadBody(Answers.MAX_BODY).then((body) -> ok(body.getArray(), OCTETS)))
			.map(HttpMethod.GET, "/bytes",
					(request) -> ok(Answers.blob(Integer.parseInt(request.getQueryParameter("size"))), OCTETS));
		return AsyncHttpServer.create(loop, routes).withKeepAliveTimeout(Duration.ofMinutes(10));
	}

	private static Promise<HttpResponse> ok(byte[] body, HttpHeaderValue type) {
		return Promise.of(HttpResponse.ok200()
			.withHeader(HttpHeaders.SERVER, SERVER)
			.withHeader(HttpHeaders.CONTENT_TYPE, type)
			.withHeader(HttpHeaders.DATE, Answers.date())
			.withBody(ByteBuf.wrapForReading(body)));
	}

}
