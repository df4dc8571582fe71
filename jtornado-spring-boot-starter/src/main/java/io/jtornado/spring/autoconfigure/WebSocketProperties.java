package io.jtornado.spring.autoconfigure;

import java.time.Duration;

import io.jtornado.websocket.SlowClient;
import io.jtornado.websocket.WebSocketCompression;
import io.jtornado.websocket.WebSocketOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Settings of WebSockets, where a handler does not say it itself.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public class WebSocketProperties {

	/**
	 * How often a client is asked whether it is there. 0 means never.
	 */
	private Duration pingInterval = Duration.ofSeconds(30);

	/**
	 * Maximum time until a ping is answered, not longer than the interval. The interval
	 * if not set.
	 */
	private @Nullable Duration pingTimeout;

	/**
	 * Maximum size of a message that comes, after inflating.
	 */
	private DataSize maxMessageSize = DataSize.ofMegabytes(10);

	/**
	 * Maximum size of what waits for one client, unless a message has more alone.
	 */
	private DataSize maxQueued = DataSize.ofMegabytes(1);

	/**
	 * What happens to a message beyond that: "close" ends the WebSocket, "drop" loses the
	 * message, "refuse" fails its stage.
	 */
	private SlowClient slowClient = SlowClient.CLOSE;

	private final Compression compression = new Compression();

	public Duration getPingInterval() {
		return this.pingInterval;
	}

	public void setPingInterval(Duration pingInterval) {
		this.pingInterval = pingInterval;
	}

	public @Nullable Duration getPingTimeout() {
		return this.pingTimeout;
	}

	public void setPingTimeout(@Nullable Duration pingTimeout) {
		this.pingTimeout = pingTimeout;
	}

	public DataSize getMaxMessageSize() {
		return this.maxMessageSize;
	}

	public void setMaxMessageSize(DataSize maxMessageSize) {
		this.maxMessageSize = maxMessageSize;
	}

	public DataSize getMaxQueued() {
		return this.maxQueued;
	}

	public void setMaxQueued(DataSize maxQueued) {
		this.maxQueued = maxQueued;
	}

	public SlowClient getSlowClient() {
		return this.slowClient;
	}

	public void setSlowClient(SlowClient slowClient) {
		this.slowClient = slowClient;
	}

	public Compression getCompression() {
		return this.compression;
	}

	/**
	 * In the core's words.
	 */
	WebSocketOptions options() {
		return new WebSocketOptions(this.pingInterval,
				(this.pingTimeout != null) ? this.pingTimeout : this.pingInterval,
				Math.toIntExact(this.maxMessageSize.toBytes()), Math.toIntExact(this.maxQueued.toBytes()),
				this.slowClient, this.compression.options());
	}

	/**
	 * Settings of the compression of messages.
	 * <p>
	 * <b>Threading:</b> bound once, before anything reads it.
	 */
	public static class Compression {

		/**
		 * Whether messages are compressed for clients that offer it.
		 */
		private boolean enabled;

		/**
		 * Level of compression, from 1, the fastest, to 9, the smallest.
		 */
		private int level = 6;

		/**
		 * Minimum size of a message that is compressed.
		 */
		private DataSize minSize = DataSize.ofKilobytes(1);

		/**
		 * Whether a message may refer to those before it, which makes small ones that
		 * resemble each other much smaller and costs about 300KB for each client.
		 */
		private boolean contextTakeover;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getLevel() {
			return this.level;
		}

		public void setLevel(int level) {
			this.level = level;
		}

		public DataSize getMinSize() {
			return this.minSize;
		}

		public void setMinSize(DataSize minSize) {
			this.minSize = minSize;
		}

		public boolean isContextTakeover() {
			return this.contextTakeover;
		}

		public void setContextTakeover(boolean contextTakeover) {
			this.contextTakeover = contextTakeover;
		}

		@Nullable WebSocketCompression options() {
			return this.enabled ? new WebSocketCompression(this.level, Math.toIntExact(this.minSize.toBytes()),
					this.contextTakeover) : null;
		}

	}

}
