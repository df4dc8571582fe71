package io.jtornado.websocket;

import java.time.Duration;

import io.jtornado.web.Application;
import org.jspecify.annotations.Nullable;

/**
 * The settings of WebSockets: of an application by
 * {@link Application.Builder#setting(Class, Object) setting(WebSocketOptions.class,
 * options)}, of a handler class by {@link WebSocketHandler#webSocketOptions()}. Tornado's
 * settings {@code websocket_...}.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param pingInterval how often a client is asked whether it is there; zero for never.
 * Unlike Tornado, 30 seconds by default: nothing else finds the clients that have left
 * without a word
 * @param pingTimeout how long a client has to answer that, not longer than the interval;
 * it means nothing without one
 * @param maxMessageSize most bytes of a message that comes, after inflating; 10 MiB by
 * default. Beyond that the WebSocket ends with 1009
 * @param maxQueued most bytes that wait for one client, unless a message has more alone;
 * 1 MiB by default
 * @param slowClient what happens beyond that
 * @param compression how messages are compressed; null, the default, for not at all
 */
public record WebSocketOptions(Duration pingInterval, Duration pingTimeout, int maxMessageSize, int maxQueued,
		SlowClient slowClient, @Nullable WebSocketCompression compression) {

	private static final Duration SHORTEST = Duration.ofMillis(10);

	private static final Duration LONGEST = Duration.ofDays(1);

	/**
	 * A ping every 30 seconds, messages up to 10 MiB, 1 MiB for a client that does not
	 * read, which is closed then, no compression.
	 */
	public static final WebSocketOptions DEFAULTS = new WebSocketOptions(Duration.ofSeconds(30), Duration.ofSeconds(30),
			10 << 20, 1 << 20, SlowClient.CLOSE, null);

	/**
	 * Checks the settings.
	 * @throws IllegalArgumentException if the interval is neither zero nor 10
	 * milliseconds to a day, if the timeout is longer or shorter than 10 milliseconds, or
	 * if a size is not positive
	 */
	public WebSocketOptions {
		boolean never = pingInterval.isZero();
		if (!never && (pingInterval.compareTo(SHORTEST) < 0 || pingInterval.compareTo(LONGEST) > 0)) {
			throw new IllegalArgumentException("A ping comes every " + SHORTEST + " to " + LONGEST
					+ ", or never if that is zero, but not every " + pingInterval);
		}
		if (!never && (pingTimeout.compareTo(SHORTEST) < 0 || pingTimeout.compareTo(pingInterval) > 0)) {
			throw new IllegalArgumentException("The time to answer a ping must be " + SHORTEST
					+ " at least and not longer than the interval of pings, " + pingInterval + ", but is "
					+ pingTimeout);
		}
		if (maxMessageSize < 1 || maxQueued < 1) {
			throw new IllegalArgumentException("maxMessageSize and maxQueued must be 1 or more");
		}
	}

	/**
	 * Returns the same settings with another interval of pings. The time to answer stays,
	 * unless it was the interval or would be longer: then it is the new interval.
	 * @param interval how often; zero for never
	 * @return new options
	 */
	public WebSocketOptions withPingInterval(Duration interval) {
		boolean follows = this.pingTimeout.equals(this.pingInterval) || this.pingTimeout.compareTo(interval) > 0;
		return new WebSocketOptions(interval, follows ? interval : this.pingTimeout, this.maxMessageSize,
				this.maxQueued, this.slowClient, this.compression);
	}

	/**
	 * Returns the same settings with another time to answer a ping.
	 * @param time how long, not longer than the interval
	 * @return new options
	 */
	public WebSocketOptions withPingTimeout(Duration time) {
		return new WebSocketOptions(this.pingInterval, time, this.maxMessageSize, this.maxQueued, this.slowClient,
				this.compression);
	}

	/**
	 * Returns the same settings with another size of messages.
	 * @param bytes 1 or more
	 * @return new options
	 */
	public WebSocketOptions withMaxMessageSize(int bytes) {
		return new WebSocketOptions(this.pingInterval, this.pingTimeout, bytes, this.maxQueued, this.slowClient,
				this.compression);
	}

	/**
	 * Returns the same settings with another bound of what waits for a client.
	 * @param bytes 1 or more
	 * @return new options
	 */
	public WebSocketOptions withMaxQueued(int bytes) {
		return new WebSocketOptions(this.pingInterval, this.pingTimeout, this.maxMessageSize, bytes, this.slowClient,
				this.compression);
	}

	/**
	 * Returns the same settings with another policy for clients that do not read.
	 * @param policy what happens when too much waits
	 * @return new options
	 */
	public WebSocketOptions withSlowClient(SlowClient policy) {
		return new WebSocketOptions(this.pingInterval, this.pingTimeout, this.maxMessageSize, this.maxQueued, policy,
				this.compression);
	}

	/**
	 * Returns the same settings with another compression.
	 * @param how how messages are compressed; null for not at all
	 * @return new options
	 */
	public WebSocketOptions withCompression(@Nullable WebSocketCompression how) {
		return new WebSocketOptions(this.pingInterval, this.pingTimeout, this.maxMessageSize, this.maxQueued,
				this.slowClient, how);
	}

}
