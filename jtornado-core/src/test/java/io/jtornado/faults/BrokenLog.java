package io.jtornado.faults;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** While it is open, nobody can log anything: the loggers of the engine throw. */
final class BrokenLog implements AutoCloseable {

	private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

	private final String prefix;

	private final TurboFilter filter = new TurboFilter() {

		@Override
		public FilterReply decide(Marker marker, Logger logger, ch.qos.logback.classic.Level level, String format,
				Object[] params, Throwable t) {
			if (logger.getName().startsWith(BrokenLog.this.prefix)) {
				throw new NoClassDefFoundError("planned, of a logger");
			}
			return FilterReply.NEUTRAL;
		}

	};

	/**
	 * Breaks some loggers.
	 * @param prefix what their names begin with
	 */
	BrokenLog(String prefix) {
		this.prefix = prefix;
		this.context.addTurboFilter(this.filter);
	}

	@Override
	public void close() {
		this.context.getTurboFilterList().remove(this.filter);
	}

}
