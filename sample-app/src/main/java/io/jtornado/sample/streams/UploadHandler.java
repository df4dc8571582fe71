package io.jtornado.sample.streams;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.BodyLimits;
import io.jtornado.web.StreamRequestBody;

import org.springframework.core.task.AsyncTaskExecutor;

/**
 * Hashes a file as it comes and keeps none of it. The hash is work for another thread
 * than the loop's; until it has done with a part, the client has to wait with the next.
 */
@Handler("/uploads/{name}")
@StreamRequestBody
@BodyLimits(maxSize = 100L << 30)
class UploadHandler extends SampleHandler {

	private final AsyncTaskExecutor executor;

	private final MessageDigest digest = sha256();

	private long bytes;

	UploadHandler(AsyncTaskExecutor executor) {
		this.executor = executor;
	}

	@Override
	protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
		this.bytes += chunk.remaining();
		return this.executor.submitCompletable(() -> this.digest.update(chunk));
	}

	Upload put(String name) {
		return new Upload(name, this.bytes, HexFormat.of().formatHex(this.digest.digest()));
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
