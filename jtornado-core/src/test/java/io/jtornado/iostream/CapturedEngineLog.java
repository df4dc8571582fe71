package io.jtornado.iostream;

import java.util.List;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;

/** Keeps what the loop says of callbacks that fail. */
final class CapturedEngineLog implements AutoCloseable {

	private final CapturedLog log = new CapturedLog();

	List<String> errors() {
		return this.log.messages(Level.ERROR);
	}

	@Override
	public void close() {
		this.log.close();
	}

}
