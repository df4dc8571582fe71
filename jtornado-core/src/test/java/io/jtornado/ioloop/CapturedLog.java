package io.jtornado.ioloop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a logger, and those below it, say from a level on, and does not print it.
 */
public class CapturedLog implements AutoCloseable {

	private final Logger logger;

	private final @Nullable Level before;

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			CapturedLog.this.events.add(event);
		}

	};

	/** Keeps the warnings and errors of {@code jtornado.general}. */
	public CapturedLog() {
		this(Level.WARN);
	}

	/** Keeps what {@code jtornado.general} says. */
	public CapturedLog(Level least) {
		this("jtornado.general", least);
	}

	/** Keeps what any logger says. */
	public CapturedLog(String name, Level least) {
		this.logger = (Logger) LoggerFactory.getLogger(name);
		this.before = this.logger.getLevel();
		this.logger.setLevel(least);
		this.logger.setAdditive(false);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	public List<String> messages() {
		return this.events.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	/** The messages at or above a level. */
	public List<String> messages(Level level) {
		return this.events.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(level))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	/** Level and message of each event. */
	public List<String> lines() {
		return this.events.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

	/** Level and message of each error. */
	public List<String> errors() {
		return lines().stream().filter((line) -> line.startsWith("ERROR")).toList();
	}

	/** The class of each event's exception, null for none. */
	public List<@Nullable String> stacks() {
		return this.events.stream()
			.map((event) -> (event.getThrowableProxy() != null) ? event.getThrowableProxy().getClassName() : null)
			.toList();
	}

	/** What the exceptions of all events say, a line each. */
	public String failures() {
		return this.events.stream()
			.filter((event) -> event.getThrowableProxy() != null)
			.map((event) -> event.getThrowableProxy().getMessage())
			.collect(Collectors.joining("\n"));
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setAdditive(true);
		this.logger.setLevel(this.before);
	}

}
