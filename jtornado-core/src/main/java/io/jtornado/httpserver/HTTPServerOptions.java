package io.jtornado.httpserver;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.tcpserver.TCPServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an {@link HTTPServer}.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param name what the server is called in metrics (tag {@code listener}) and logs
 * @param tcp how it accepts connections
 * @param limits what it takes from clients
 * @param timeouts how long it waits for them
 * @param noKeepAlive whether every connection is closed after its first answer
 * @param serverHeader value of the field Server; null: none
 */
public record HTTPServerOptions(String name, TCPServerOptions tcp, Limits limits, Timeouts timeouts,
		boolean noKeepAlive, @Nullable String serverHeader) {

	/** Everything by default; Server is {@code jtornado}, without a version. */
	public static final HTTPServerOptions DEFAULTS = new HTTPServerOptions("http", TCPServerOptions.DEFAULTS,
			Limits.DEFAULTS, Timeouts.DEFAULTS, false, "jtornado");

	/**
	 * Checks the value of Server.
	 * @throws IllegalArgumentException if it could break its line
	 */
	public HTTPServerOptions {
		if (serverHeader != null) {
			HTTPHeaders.of("Server", serverHeader);
		}
	}

	/**
	 * Returns the same but for one.
	 * @param name the name
	 * @return new options
	 */
	public HTTPServerOptions withName(String name) {
		return new HTTPServerOptions(name, this.tcp, this.limits, this.timeouts, this.noKeepAlive, this.serverHeader);
	}

	/**
	 * Returns the same but for one.
	 * @param tcp how connections are accepted
	 * @return new options
	 */
	public HTTPServerOptions withTcp(TCPServerOptions tcp) {
		return new HTTPServerOptions(this.name, tcp, this.limits, this.timeouts, this.noKeepAlive, this.serverHeader);
	}

	/**
	 * Returns the same but for one.
	 * @param limits what is taken from clients
	 * @return new options
	 */
	public HTTPServerOptions withLimits(Limits limits) {
		return new HTTPServerOptions(this.name, this.tcp, limits, this.timeouts, this.noKeepAlive, this.serverHeader);
	}

	/**
	 * Returns the same but for one.
	 * @param timeouts how long it waits
	 * @return new options
	 */
	public HTTPServerOptions withTimeouts(Timeouts timeouts) {
		return new HTTPServerOptions(this.name, this.tcp, this.limits, timeouts, this.noKeepAlive, this.serverHeader);
	}

	/**
	 * Returns the same but for one.
	 * @param noKeepAlive whether connections end with their first answer
	 * @return new options
	 */
	public HTTPServerOptions withNoKeepAlive(boolean noKeepAlive) {
		return new HTTPServerOptions(this.name, this.tcp, this.limits, this.timeouts, noKeepAlive, this.serverHeader);
	}

	/**
	 * Returns the same but for one.
	 * @param serverHeader value of the field Server; null: none
	 * @return new options
	 */
	public HTTPServerOptions withServerHeader(@Nullable String serverHeader) {
		return new HTTPServerOptions(this.name, this.tcp, this.limits, this.timeouts, this.noKeepAlive, serverHeader);
	}

}
