package io.jtornado.spring.autoconfigure;

import java.time.Duration;

import io.jtornado.http.HTTPHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * What the settings of one listener may be set to. The core refuses the same values, but
 * does not know which key they came from.
 */
final class ListenerRules {

	private static final DataSize LARGEST_HEAD = DataSize.ofKilobytes(128);

	private final ListenerProperties settings;

	private final ValueRules rules;

	ListenerRules(ListenerProperties settings, ValueRules rules) {
		this.settings = settings;
		this.rules = rules;
	}

	void check() {
		this.rules.within("backlog", this.settings.getBacklog(), 1, Integer.MAX_VALUE);
		this.rules.within("maxConnections", this.settings.getMaxConnections(), 0, Integer.MAX_VALUE);
		this.rules.within("maxHeaders", this.settings.getMaxHeaders(), 1, Integer.MAX_VALUE);
		sizes();
		timeouts();
		serverHeader();
	}

	private void sizes() {
		within("maxHeaderSize", this.settings.getMaxHeaderSize(), 1, LARGEST_HEAD.toBytes());
		within("maxBodySize", this.settings.getMaxBodySize(), 0, Integer.MAX_VALUE);
		within("maxBufferSize", this.settings.getMaxBufferSize(), 1, Integer.MAX_VALUE);
		within("minBodyRate", this.settings.getMinBodyRate(), 0, Integer.MAX_VALUE);
		within("maxBuffered", this.settings.getMaxBuffered(), 1, Long.MAX_VALUE);
	}

	private void within(String field, @Nullable DataSize value, long least, long most) {
		this.rules.within(field, (value != null) ? value.toBytes() : null, least, most);
	}

	private void timeouts() {
		timeout("headerTimeout", this.settings.getHeaderTimeout());
		timeout("idleConnectionTimeout", this.settings.getIdleConnectionTimeout());
		timeout("bodyTimeout", this.settings.getBodyTimeout());
		timeout("writeTimeout", this.settings.getWriteTimeout());
		timeout("halfCloseTimeout", this.settings.getHalfCloseTimeout());
	}

	private void timeout(String field, @Nullable Duration value) {
		if (value != null && (value.isZero() || value.isNegative() || value.compareTo(ValueRules.LONGEST) > 0)) {
			this.rules.reject(field, "must be longer than nothing and at most " + ValueRules.LONGEST.toDays()
					+ "d, because every wait has an end");
		}
	}

	private void serverHeader() {
		String value = this.settings.getServerHeader();
		try {
			HTTPHeaders.of("Server", (value != null) ? value : "");
		}
		catch (IllegalArgumentException ex) {
			this.rules.reject("serverHeader", "must be the value of a header field");
		}
	}

}
