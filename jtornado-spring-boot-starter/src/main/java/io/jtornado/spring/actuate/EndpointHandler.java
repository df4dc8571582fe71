package io.jtornado.spring.actuate;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.spring.metrics.ObservedPattern;
import io.jtornado.web.CrossOrigin;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.RequestTimeout;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.InvalidMediaTypeException;

/**
 * Serves one request for an endpoint: finds the route, runs the operation on a worker,
 * and writes its answer on the loop. What jtornado.cors allows is not for endpoints: they
 * have {@link EndpointCors}. Neither is jtornado.request-timeout: a dump of the heap
 * takes its time.
 */
@CrossOrigin({})
@RequestTimeout(0)
final class EndpointHandler extends RequestHandler implements ObservedPattern, ResourceStream.Target {

	private final ActuatorEndpoints endpoints;

	private @Nullable EndpointRoute route;

	private HTTPHeaders corsFields = new HTTPHeaders();

	EndpointHandler(ActuatorEndpoints endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	public @Nullable String observedPattern() {
		return (this.route == null) ? null : this.route.path().toString();
	}

	CompletionStage<Void> get() {
		return serve("GET");
	}

	CompletionStage<Void> post() {
		return serve("POST");
	}

	CompletionStage<Void> delete() {
		return serve("DELETE");
	}

	CompletionStage<Void> put() {
		return serve("PUT");
	}

	CompletionStage<Void> patch() {
		return serve("PATCH");
	}

	void options() {
		checkOrigin();
		setHeader("Allow", String.join(", ", findRoute("OPTIONS").methods()));
		setStatus(204);
	}

	private CompletionStage<Void> serve(String method) {
		checkOrigin();
		EndpointRoute route = findRoute(method);
		if (!route.methods().contains(method)) {
			throw new HTTPException(405).withHeader("Allow", String.join(", ", route.methods()));
		}
		EndpointCall call = takeCall();
		EndpointRoute.Selection selection = route.select(method, call);
		return run(selection, call).thenAcceptAsync(this::send, request().ioLoop());
	}

	private EndpointRoute findRoute(String method) {
		try {
			this.route = this.endpoints.route(request().path(), method);
		}
		catch (IllegalArgumentException ex) {
			throw new HTTPException(400, "Malformed path: " + ex.getMessage());
		}
		if (this.route == null) {
			throw new HTTPException(404);
		}
		return this.route;
	}

	private void checkOrigin() {
		EndpointCors cors = this.endpoints.cors();
		if (cors == null) {
			return;
		}
		HTTPHeaders fields = cors.check(request());
		if (fields == null) {
			throw new HTTPException(403, "Origin is not among management.endpoints.web.cors.allowed-origins");
		}
		this.corsFields = fields;
		setHeaders(fields);
	}

	/**
	 * An error page starts from these: without them a page of an allowed origin could not
	 * read what went wrong.
	 */
	@Override
	protected void setDefaultHeaders() {
		setHeaders(this.corsFields);
	}

	private EndpointCall takeCall() {
		try {
			return new EndpointCall(request());
		}
		catch (InvalidMediaTypeException ex) {
			throw new HTTPException(415, ex.getMessage());
		}
	}

	private CompletableFuture<EndpointAnswer> run(EndpointRoute.Selection selection, EndpointCall call) {
		String path = request().path();
		try {
			return CompletableFuture.supplyAsync(() -> invoke(selection, path, call),
					this.endpoints.executor()::execute);
		}
		catch (RejectedExecutionException ex) {
			throw new HTTPException(503,
					"All threads for Actuator are busy, and " + EndpointExecutor.QUEUE
							+ " requests wait for one: an endpoint is slow, or asked too often")
				.withHeader("Retry-After", "1");
		}
	}

	private EndpointAnswer invoke(EndpointRoute.Selection selection, String path, EndpointCall call) {
		if (request().clientGone()) {
			// Probes that gave up must not keep the workers from those that still wait.
			throw new CancellationException("The client left before a thread was free");
		}
		try {
			EndpointAnswer answer = selection.invoke(path, call);
			Resource resource = answer.resource();
			if (resource != null) {
				new ResourceStream(resource, answer, request().ioLoop()).send(this, call.range());
			}
			return answer;
		}
		catch (IOException ex) {
			throw new CompletionException(ex);
		}
	}

	private void send(EndpointAnswer answer) {
		if (answer.resource() != null) {
			return;
		}
		startAnswer(answer.status(), answer.contentType(), new HTTPHeaders());
		write(answer.bytes());
	}

	@Override
	public void startAnswer(int status, @Nullable String contentType, HTTPHeaders fields) {
		setStatus(status);
		if (contentType != null) {
			setHeader("Content-Type", contentType);
		}
		setHeaders(fields);
	}

	@Override
	public CompletionStage<Void> sendSlice(byte[] bytes) {
		write(bytes);
		return flush();
	}

	private void setHeaders(HTTPHeaders fields) {
		for (int i = 0; i < fields.size(); i++) {
			setHeader(fields.name(i), fields.value(i));
		}
	}

}
