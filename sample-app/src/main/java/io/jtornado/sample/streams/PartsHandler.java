package io.jtornado.sample.streams;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.PartHead;
import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.BodyLimits;
import io.jtornado.web.PartListener;
import io.jtornado.web.StreamRequestBody;
import io.jtornado.web.XsrfExempt;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.AsyncTaskExecutor;

/**
 * Hashes the parts of a form of any size as they come, and keeps none of them.
 */
@Handler("/parts")
@XsrfExempt // knows nobody by a cookie
@StreamRequestBody
@BodyLimits(maxSize = 100L << 30)
class PartsHandler extends SampleHandler implements PartListener {

	private final AsyncTaskExecutor executor;

	private final List<Upload> uploads = new ArrayList<>();

	private String name = "";

	private Sha256 sum = new Sha256();

	PartsHandler(AsyncTaskExecutor executor) {
		this.executor = executor;
	}

	@Override
	public @Nullable CompletionStage<?> partBegun(PartHead head) {
		this.name = Objects.requireNonNullElse(head.filename(), head.name());
		this.sum = new Sha256();
		return null;
	}

	@Override
	public CompletionStage<?> partData(ByteBuffer data) {
		return this.executor.submitCompletable(() -> this.sum.put(data));
	}

	@Override
	public @Nullable CompletionStage<?> partEnded() {
		this.uploads.add(this.sum.toUpload(this.name));
		return null;
	}

	List<Upload> post() {
		return this.uploads;
	}

}
