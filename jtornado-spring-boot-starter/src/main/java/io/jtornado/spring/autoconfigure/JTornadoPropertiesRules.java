package io.jtornado.spring.autoconfigure;

import java.time.Duration;

import io.jtornado.http.HTTPHeaders;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;
import org.springframework.validation.Errors;

/**
 * What {@link JTornadoProperties} may be set to. The core refuses the same values, but
 * does not know which key they came from.
 */
final class JTornadoPropertiesRules {

	private static final long LARGEST_PORT = 65535;

	private static final DataSize LARGEST_HEAD = DataSize.ofKilobytes(128);

	/** Longer is no timeout for the core; a few hundred years overflow nanoseconds. */
	private static final Duration LONGEST = Duration.ofDays(366);

	private static final Duration SHORTEST_WATCHED = Duration.ofMillis(1);

	private final JTornadoProperties properties;

	private final Errors errors;

	JTornadoPropertiesRules(JTornadoProperties properties, Errors errors) {
		this.properties = properties;
		this.errors = errors;
	}

	void check() {
		numbers();
		sizes();
		serverHeader();
		timeout("headerTimeout", this.properties.getHeaderTimeout());
		timeout("idleConnectionTimeout", this.properties.getIdleConnectionTimeout());
		timeout("bodyTimeout", this.properties.getBodyTimeout());
		timeout("writeTimeout", this.properties.getWriteTimeout());
		timeout("halfCloseTimeout", this.properties.getHalfCloseTimeout());
		blockedLoopThreshold();
	}

	private void serverHeader() {
		String value = this.properties.getServerHeader();
		try {
			HTTPHeaders.of("Server", (value != null) ? value : "");
		}
		catch (IllegalArgumentException ex) {
			reject("serverHeader", "must be the value of a header field");
		}
	}

	private void blockedLoopThreshold() {
		Duration threshold = this.properties.getBlockedLoopThreshold();
		boolean watched = threshold.compareTo(SHORTEST_WATCHED) >= 0 && threshold.compareTo(LONGEST) <= 0;
		if (!watched && !threshold.isZero()) {
			reject("blockedLoopThreshold", "must be from 1ms to " + LONGEST.toDays() + "d, or 0 for no watch");
		}
	}

	private void numbers() {
		within("port", this.properties.getPort(), -1, LARGEST_PORT);
		within("loops", this.properties.getLoops(), 1, Integer.MAX_VALUE);
		within("backlog", this.properties.getBacklog(), 1, Integer.MAX_VALUE);
		within("maxConnections", this.properties.getMaxConnections(), 0, Integer.MAX_VALUE);
		within("maxHeaders", this.properties.getMaxHeaders(), 1, Integer.MAX_VALUE);
		within("blocking.maxConcurrent", this.properties.getBlocking().getMaxConcurrent(), 1, Integer.MAX_VALUE);
		within("blocking.maxQueued", this.properties.getBlocking().getMaxQueued(), 0, Integer.MAX_VALUE);
	}

	private void sizes() {
		within("maxHeaderSize", this.properties.getMaxHeaderSize().toBytes(), 1, LARGEST_HEAD.toBytes());
		within("maxBodySize", this.properties.getMaxBodySize().toBytes(), 0, Integer.MAX_VALUE);
		within("maxBufferSize", this.properties.getMaxBufferSize().toBytes(), 1, Integer.MAX_VALUE);
		within("minBodyRate", this.properties.getMinBodyRate().toBytes(), 0, Integer.MAX_VALUE);
		within("etagMaxSize", this.properties.getEtagMaxSize().toBytes(), 0, Integer.MAX_VALUE);
		DataSize maxBuffered = this.properties.getMaxBuffered();
		within("maxBuffered", (maxBuffered != null) ? maxBuffered.toBytes() : null, 1, Long.MAX_VALUE);
	}

	private void within(String field, @Nullable Number value, long least, long most) {
		if (value == null || (value.longValue() >= least && value.longValue() <= most)) {
			return;
		}
		reject(field, (most < Integer.MAX_VALUE) ? "must be from " + least + " to " + most
				: "must be at least " + least + ((most == Integer.MAX_VALUE) ? " and at most " + most : ""));
	}

	private void timeout(String field, Duration value) {
		if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
			reject(field,
					"must be longer than nothing and at most " + LONGEST.toDays() + "d, because every wait has an end");
		}
	}

	private void reject(String field, String message) {
		this.errors.rejectValue(field, "jtornado.range", message);
	}

}
