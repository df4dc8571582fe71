package io.jtornado.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Keeps what the engine says of warnings and errors, and does not print it. */
final class QuietLog implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("jtornado");

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
				QuietLog.this.lines.add(event.getLevel() + " " + event.getFormattedMessage());
			}
		}

	};

	QuietLog() {
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setAdditive(false);
	}

	/** Level and message of each warning and error. */
	List<String> lines() {
		return this.lines;
	}

	List<String> errors() {
		return this.lines.stream().filter((line) -> line.startsWith("ERROR")).toList();
	}

	@Override
	public void close() {
		this.logger.setAdditive(true);
		this.logger.detachAppender(this.appender);
	}

}
