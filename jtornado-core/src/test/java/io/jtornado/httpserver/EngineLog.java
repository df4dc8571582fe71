package io.jtornado.httpserver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps what all of {@code jtornado} says, warnings and errors by default, and does not
 * print it.
 */
final class EngineLog implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("jtornado");

	private final Level least;

	private final @Nullable Level before;

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			if (event.getLevel().isGreaterOrEqual(EngineLog.this.least)) {
				EngineLog.this.messages.add(event.getFormattedMessage());
			}
		}

	};

	EngineLog() {
		this(Level.WARN);
	}

	EngineLog(Level least) {
		this.least = least;
		this.before = this.logger.getLevel();
		this.logger.setLevel(least);
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setAdditive(false);
	}

	List<String> messages() {
		return this.messages;
	}

	@Override
	public void close() {
		this.logger.setLevel(this.before);
		this.logger.setAdditive(true);
		this.logger.detachAppender(this.appender);
	}

}
