package io.jtornado.web;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

import io.jtornado.http.Boundary;
import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * The forms of parts that come to an application.
 * <p>
 * <b>Threading:</b> shared by all loops.
 */
final class Uploads implements AutoCloseable {

	private final MultipartOptions options;

	private final @Nullable TemporaryFiles disk;

	Uploads(MultipartOptions options, @Nullable Executor executor) {
		this.options = options;
		this.disk = (executor != null) ? new TemporaryFiles(executor, options) : null;
	}

	MultipartOptions options() {
		return this.options;
	}

	static boolean isForm(HTTPRequest request) {
		return Boundary.isForm(request.header(AnswerWriter.CONTENT_TYPE));
	}

	/** Sees to the body of a request whose head has arrived. */
	void handleHead(Lifecycle lifecycle, Destination destination, HTTPRequest request) {
		URLSpec target = destination.target();
		HandlerClass handlerClass = target.handlerClass();
		if (handlerClass.handsOn() && target.admitsMethod(request.method())) {
			lifecycle.handHeadOn(destination, request);
			return;
		}
		handlerClass.limits(target.verb(request.method())).limitBody(request);
		if (handlerClass.streamsBodies()) {
			lifecycle.serveHead(destination, request);
		}
		else if (isForm(request)) {
			receive(lifecycle, destination, request);
		}
	}

	/** Has a form read as it comes, unless nothing serves the request's method. */
	private void receive(Lifecycle lifecycle, Destination destination, HTTPRequest request) {
		if (destination.target().verb(request.method()) == null) {
			return;
		}
		FormUpload upload;
		try {
			FormReading reading = new FormReading(this.options, this.disk, request::reserveBody);
			upload = new FormUpload(lifecycle, destination, request, reading, this.options);
		}
		catch (HTTPException ex) {
			lifecycle.refuse(destination, request, ex);
			return;
		}
		upload.begin();
	}

	/**
	 * Reads a form that was gathered all the same, since somebody else has passed the
	 * request on without its head.
	 */
	Form read(HTTPRequest request) {
		FormReading reading = new FormReading(this.options, null, (bytes) -> true);
		MultipartFlow flow = MultipartFlow.of(request, this.options, reading, () -> true);
		flow.advance(ByteBuffer.wrap(request.body()));
		flow.end();
		return reading.form();
	}

	@Override
	public void close() {
		if (this.disk != null) {
			this.disk.close();
		}
	}

}
