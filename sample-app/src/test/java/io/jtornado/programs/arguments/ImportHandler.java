package io.jtornado.programs.arguments;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.PartHead;
import io.jtornado.spring.Handler;
import io.jtornado.web.BodyLimits;
import io.jtornado.web.PartListener;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.StreamRequestBody;
import org.jspecify.annotations.Nullable;

@Handler("/import")
@StreamRequestBody
@BodyLimits(maxSize = 100L << 30)
class ImportHandler extends RequestHandler implements PartListener {

	private final List<String> parts = new ArrayList<>();

	private long size;

	@Override
	public @Nullable CompletionStage<?> partBegun(PartHead head) {
		this.parts.add(head.name());
		return null; // or a stage: before it completes, the client has to wait
	}

	@Override
	public @Nullable CompletionStage<?> partData(ByteBuffer data) {
		this.size += data.remaining();
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> partEnded() {
		return null;
	}

	String post() {
		return this.parts + " have " + this.size + " bytes";
	}

}
