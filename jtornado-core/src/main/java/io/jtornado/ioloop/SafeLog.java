package io.jtornado.ioloop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A logger for the places where work must go on: what the logger behind it throws, a
 * filter of the user's for example, or for want of memory, is dropped. Nobody is left to
 * be told.
 * <p>
 * <b>Threading:</b> may be used from any thread.
 */
public final class SafeLog {

	private final Logger logger;

	private SafeLog(Logger logger) {
		this.logger = logger;
	}

	/**
	 * Returns a log.
	 * @param name the name of the logger behind it
	 * @return the log
	 */
	public static SafeLog named(String name) {
		return new SafeLog(LoggerFactory.getLogger(name));
	}

	/**
	 * Makes text from outside fit for one line: nobody may write lines of his own, or
	 * move a terminal's cursor.
	 * @param text the text
	 * @return the same with control characters and everything outside of ASCII written as
	 * {@code \xNN} or {@code \}{@code uNNNN}
	 */
	public static String escape(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (!isPlain(text.charAt(i))) {
				return escaped(text);
			}
		}
		return text;
	}

	private static boolean isPlain(char c) {
		return c >= ' ' && c < 0x7f;
	}

	private static String escaped(String text) {
		StringBuilder line = new StringBuilder(text.length() + 16);
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (isPlain(c)) {
				line.append(c);
			}
			else {
				line.append(String.format((c <= 0xff) ? "\\x%02x" : "\\u%04x", (int) c));
			}
		}
		return line.toString();
	}

	/**
	 * Tells whether {@link #info} says anything.
	 * @return whether it does; false if that cannot be found out
	 */
	public boolean isInfoEnabled() {
		try {
			return this.logger.isInfoEnabled();
		}
		catch (Throwable ex) {
			return false;
		}
	}

	/**
	 * Says something of interest to those who look for it.
	 * @param format with {@code {}} for each argument
	 * @param arguments the arguments, behind them an exception if there is one
	 */
	public void debug(String format, @Nullable Object... arguments) {
		try {
			this.logger.debug(format, arguments);
		}
		catch (Throwable ex) {
			return;
		}
	}

	/**
	 * Says something that happens in normal operation.
	 * @param format with {@code {}} for each argument
	 * @param arguments the arguments, behind them an exception if there is one
	 */
	public void info(String format, @Nullable Object... arguments) {
		try {
			this.logger.info(format, arguments);
		}
		catch (Throwable ex) {
			return;
		}
	}

	/**
	 * Says something that somebody should look at.
	 * @param format with {@code {}} for each argument
	 * @param arguments the arguments, behind them an exception if there is one
	 */
	public void warn(String format, @Nullable Object... arguments) {
		try {
			this.logger.warn(format, arguments);
		}
		catch (Throwable ex) {
			return;
		}
	}

	/**
	 * Says that something is broken.
	 * @param format with {@code {}} for each argument
	 * @param arguments the arguments, behind them an exception if there is one
	 */
	public void error(String format, @Nullable Object... arguments) {
		try {
			this.logger.error(format, arguments);
		}
		catch (Throwable ex) {
			return;
		}
	}

}
