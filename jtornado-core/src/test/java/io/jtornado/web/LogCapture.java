package io.jtornado.web;

import ch.qos.logback.classic.Level;
import io.jtornado.ioloop.CapturedLog;

/** Keeps what a logger says instead of printing it. */
final class LogCapture extends CapturedLog {

	LogCapture(String name) {
		super(name, Level.INFO);
	}

}
