package io.jtornado.spring.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What {@link WebSocketProperties} may be set to.
 */
final class WebSocketRules {

	private static final Duration SHORTEST = Duration.ofMillis(10);

	private static final Duration LONGEST = Duration.ofDays(1);

	private final WebSocketProperties settings;

	private final ValueRules rules;

	WebSocketRules(WebSocketProperties settings, ValueRules rules) {
		this.settings = settings;
		this.rules = rules;
	}

	void check() {
		pings(this.settings.getPingInterval(), this.settings.getPingTimeout());
		this.rules.within("websocket.maxMessageSize", this.settings.getMaxMessageSize().toBytes(), 1,
				Integer.MAX_VALUE);
		this.rules.within("websocket.maxQueued", this.settings.getMaxQueued().toBytes(), 1, Integer.MAX_VALUE);
		WebSocketProperties.Compression compression = this.settings.getCompression();
		this.rules.within("websocket.compression.level", compression.getLevel(), 1, 9);
		this.rules.within("websocket.compression.minSize", compression.getMinSize().toBytes(), 0, Integer.MAX_VALUE);
	}

	private void pings(Duration interval, @Nullable Duration timeout) {
		if (interval.isZero()) {
			return;
		}
		if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
			this.rules.reject("websocket.pingInterval", "must be from 10ms to 1d, or 0 for no pings");
		}
		else if (timeout != null && (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(interval) > 0)) {
			this.rules.reject("websocket.pingTimeout",
					"must be at least 10ms and not longer than jtornado.websocket.ping-interval");
		}
	}

}
