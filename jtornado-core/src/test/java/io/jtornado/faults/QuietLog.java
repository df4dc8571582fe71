package io.jtornado.faults;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;

/** Keeps what the engine says of warnings and errors, and does not print it. */
final class QuietLog extends CapturedLog {

	QuietLog() {
		super("jtornado", Level.WARN);
	}

}
