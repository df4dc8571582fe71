package io.jtornado.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Keeps what the engine says, warnings and errors by default, and does not print it. */
final class QuietLog implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("jtornado");

	private final Level least;

	private final @Nullable Level before;

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			if (event.getLevel().isGreaterOrEqual(QuietLog.this.least)) {
				QuietLog.this.lines.add(event.getLevel() + " " + event.getFormattedMessage());
			}
		}

	};

	QuietLog() {
		this(Level.WARN);
	}

	QuietLog(Level least) {
		this.least = least;
		this.before = this.logger.getLevel();
		if (least != Level.WARN) {
			this.logger.setLevel(least);
		}
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setAdditive(false);
	}

	/** Level and message of each. */
	List<String> lines() {
		return this.lines;
	}

	List<String> errors() {
		return this.lines.stream().filter((line) -> line.startsWith("ERROR")).toList();
	}

	@Override
	public void close() {
		this.logger.setLevel(this.before);
		this.logger.setAdditive(true);
		this.logger.detachAppender(this.appender);
	}

}
