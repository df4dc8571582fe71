package io.jtornado.sample.streams;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.BodyLimits;
import io.jtornado.web.StreamRequestBody;
import io.jtornado.web.XsrfExempt;

import org.springframework.core.task.AsyncTaskExecutor;

/**
 * Hashes a file as it comes and keeps none of it. The hash is work for another thread
 * than the loop's; until it has done with a part, the client has to wait with the next.
 */
@Handler("/uploads/{name}")
@XsrfExempt // knows nobody by a cookie
@StreamRequestBody
@BodyLimits(maxSize = 100L << 30)
class UploadHandler extends SampleHandler {

	private final AsyncTaskExecutor executor;

	private final Sha256 sum = new Sha256();

	UploadHandler(AsyncTaskExecutor executor) {
		this.executor = executor;
	}

	@Override
	protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
		return this.executor.submitCompletable(() -> this.sum.put(chunk));
	}

	Upload put(String name) {
		return this.sum.toUpload(name);
	}

}
