package io.jtornado.faults;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;

/** Keeps what the engine says, warnings and errors by default, and does not print it. */
final class QuietLog extends CapturedLog {

	QuietLog() {
		this(Level.WARN);
	}

	QuietLog(Level least) {
		super("jtornado", least);
	}

}
