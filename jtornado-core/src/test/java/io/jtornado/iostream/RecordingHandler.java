package io.jtornado.iostream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** Takes all bytes and counts what it is told. */
class RecordingHandler implements StreamHandler {

	private final StringBuilder received = new StringBuilder();

	int ends;

	int drains;

	int closes;

	@Nullable IOException error;

	@Override
	public int handleBytes(byte[] bytes, int from, int to) {
		this.received.append(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
		return to;
	}

	@Override
	public void handleEnd() {
		this.ends++;
	}

	@Override
	public void handleDrained() {
		this.drains++;
	}

	@Override
	public void handleClose(@Nullable IOException error) {
		this.closes++;
		this.error = error;
	}

	String received() {
		return this.received.toString();
	}

}
