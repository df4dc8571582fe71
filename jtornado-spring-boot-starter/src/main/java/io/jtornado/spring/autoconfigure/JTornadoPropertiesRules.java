package io.jtornado.spring.autoconfigure;

import java.time.Duration;

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

	private final JTornadoProperties properties;

	private final Errors errors;

	JTornadoPropertiesRules(JTornadoProperties properties, Errors errors) {
		this.properties = properties;
		this.errors = errors;
	}

	void check() {
		numbers();
		sizes();
		positive("headerTimeout", this.properties.getHeaderTimeout());
		positive("idleConnectionTimeout", this.properties.getIdleConnectionTimeout());
		positive("bodyTimeout", this.properties.getBodyTimeout());
		positive("writeTimeout", this.properties.getWriteTimeout());
		positive("halfCloseTimeout", this.properties.getHalfCloseTimeout());
		if (this.properties.getBlockedLoopThreshold().isNegative()) {
			reject("blockedLoopThreshold", "must not be negative");
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

	private void positive(String field, Duration value) {
		if (value.isZero() || value.isNegative()) {
			reject(field, "must be longer than nothing, because every wait has an end");
		}
	}

	private void reject(String field, String message) {
		this.errors.rejectValue(field, "jtornado.range", message);
	}

}
