package io.jtornado.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.RequestCallback;

/** Takes bodies as they come, and hands each request on with what has come. */
public final class StreamingCallback implements RequestCallback {

	private final BiConsumer<HTTPRequest, byte[]> requests;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	public StreamingCallback(BiConsumer<HTTPRequest, byte[]> requests) {
		this.requests = requests;
	}

	@Override
	public void handleHead(HTTPRequest request) {
		this.body.reset();
		request.streamBody((chunk) -> {
			take(chunk);
			return null;
		});
	}

	private void take(ByteBuffer chunk) {
		while (chunk.hasRemaining()) {
			this.body.write(chunk.get());
		}
	}

	@Override
	public void handle(HTTPRequest request) {
		byte[] taken = this.body.toByteArray();
		this.body.reset();
		this.requests.accept(request, taken);
	}

}
