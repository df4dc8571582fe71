package io.jtornado.bench.peers;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Vert.x core, without the router of vertx-web. */
public final class VertxPeer extends VerticleBase {

	private final int port;

	private VertxPeer(int port) {
		this.port = port;
	}

	/**
	 * Serves until the process is ended.
	 * @param args the port
	 */
	public static void main(String[] args) {
		int port = Integer.parseInt(args[0]);
		Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(Answers.workers()));
		vertx.deployVerticle(() -> new VertxPeer(port), new DeploymentOptions().setInstances(Answers.workers()))
			.onFailure((ex) -> System.exit(1));
	}

	@Override
	public Future<?> start() {
		HttpServerOptions options = new HttpServerOptions().setPort(this.port)
			.setHost("0.0.0.0")
			.setAcceptBacklog(Answers.BACKLOG);
		return this.vertx.createHttpServer(options).requestHandler(VertxPeer::handle).listen();
	}

	private static void handle(HttpServerRequest request) {
		String path = request.path();
		if (path.equals("/echo")) {
			request.body().onSuccess((body) -> send(request, body, Answers.OCTETS));
			return;
		}
		byte[] body = Answers.get(path, request.query());
		if (body != null) {
			send(request, Buffer.buffer(body), Answers.type(path));
		}
		else {
			request.response().setStatusCode(404).end();
		}
	}

	private static void send(HttpServerRequest request, Buffer body, String type) {
		request.response()
			.putHeader(HttpHeaders.SERVER, "vertx")
			.putHeader(HttpHeaders.DATE, Answers.date())
			.putHeader(HttpHeaders.CONTENT_TYPE, type)
			.end(body);
	}

}
