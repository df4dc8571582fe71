package io.jtornado.httpserver;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;

/**
 * Keeps what all of {@code jtornado} says, warnings and errors by default, and does not
 * print it.
 */
final class EngineLog extends CapturedLog {

	EngineLog() {
		this(Level.WARN);
	}

	EngineLog(Level least) {
		super("jtornado", least);
	}

}
