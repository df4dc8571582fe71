package io.jtornado.programs.streaming;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

import io.jtornado.spring.Handler;
import io.jtornado.web.BodyLimits;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.StreamRequestBody;
import org.jspecify.annotations.Nullable;

@Handler("/uploads/{name}")
@StreamRequestBody
@BodyLimits(maxSize = 1L << 30)
class UploadHandler extends RequestHandler {

	private long received;

	@Override
	protected @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
		this.received += chunk.remaining();
		return null; // or a stage: before it completes, the client has to wait
	}

	String put(String name) {
		return name + " has " + this.received + " bytes";
	}

}
