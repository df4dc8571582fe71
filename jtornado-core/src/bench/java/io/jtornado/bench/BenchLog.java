package io.jtornado.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import org.slf4j.LoggerFactory;

/** Where the lines of the access log go. */
final class BenchLog {

	private BenchLog() {
	}

	static void access(Appender<ILoggingEvent> appender) {
		Logger logger = (Logger) LoggerFactory.getLogger("jtornado.access");
		appender.setContext(logger.getLoggerContext());
		appender.start();
		logger.setAdditive(false);
		logger.setLevel(Level.INFO);
		logger.addAppender(appender);
	}

	/** A file in memory or on disk, wherever temporary files are; it goes at the end. */
	static Appender<ILoggingEvent> file() {
		try {
			Path file = Files.createTempFile("access", ".log");
			file.toFile().deleteOnExit();
			FileAppender<ILoggingEvent> appender = new FileAppender<>();
			appender.setFile(file.toString());
			appender.setEncoder(encoder());
			return appender;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static PatternLayoutEncoder encoder() {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
		encoder.setPattern("%d %-5level [%thread] %logger - %msg%n");
		encoder.start();
		return encoder;
	}

}
