package io.jtornado.spring.autoconfigure;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.web.Application;

import org.springframework.util.StringUtils;
import org.springframework.validation.Errors;

/**
 * What {@link JTornadoProperties} may be set to.
 */
final class JTornadoPropertiesRules {

	private static final long LARGEST_PORT = 65535;

	private static final Duration SHORTEST_WATCHED = Duration.ofMillis(1);

	/** The name is part of a property and of many log lines. */
	private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

	/** The main listener and that of {@code management.server.port} have these names. */
	private static final Set<String> TAKEN = Set.of(HTTPServerOptions.DEFAULTS.name(), "management");

	private final JTornadoProperties properties;

	private final Errors errors;

	private final ValueRules rules;

	JTornadoPropertiesRules(JTornadoProperties properties, Errors errors) {
		this.properties = properties;
		this.errors = errors;
		this.rules = new ValueRules(errors);
	}

	void check() {
		this.rules.within("port", this.properties.getPort(), -1, LARGEST_PORT);
		this.rules.within("loops", this.properties.getLoops(), 1, Integer.MAX_VALUE);
		JTornadoProperties.Blocking blocking = this.properties.getBlocking();
		this.rules.within("blocking.maxConcurrent", blocking.getMaxConcurrent(), 1, Integer.MAX_VALUE);
		this.rules.within("blocking.maxQueued", blocking.getMaxQueued(), 0, Integer.MAX_VALUE);
		this.rules.within("etagMaxSize", this.properties.getEtagMaxSize().toBytes(), 0, Integer.MAX_VALUE);
		new MultipartRules(this.properties.getMultipart(), this.rules).check();
		new CompressionRules(this.properties.getCompression(), this.rules).check();
		new StaticFilesRules(this.properties, this.rules).check();
		new WebSocketRules(this.properties.getWebsocket(), this.rules).check();
		loginUrl();
		blockedLoopThreshold();
		locales();
		requestTimeout();
		new CorsRules(this.properties.getCors(), this.rules).check();
		new CookieRules(this.properties, this.rules).check();
		ListenerRules main = new ListenerRules(this.properties, this.properties, this.rules);
		main.check();
		if (Stream.concat(Stream.of(this.properties), this.properties.getListeners().stream())
			.allMatch((listener) -> listener.getXheaders() == null)) {
			main.withoutXheaders();
		}
		listeners();
	}

	private void loginUrl() {
		try {
			Application.builder().loginUrl(this.properties.getLoginUrl());
		}
		catch (IllegalArgumentException ex) {
			this.rules.reject("loginUrl", String.valueOf(ex.getMessage()));
		}
	}

	private void blockedLoopThreshold() {
		Duration threshold = this.properties.getBlockedLoopThreshold();
		boolean watched = threshold.compareTo(SHORTEST_WATCHED) >= 0 && threshold.compareTo(ValueRules.LONGEST) <= 0;
		if (!watched && !threshold.isZero()) {
			this.rules.reject("blockedLoopThreshold",
					"must be from 1ms to " + ValueRules.LONGEST.toDays() + "d, or 0 for no watch");
		}
	}

	private void locales() {
		if (this.properties.getLocales().stream().anyMatch((locale) -> locale.getLanguage().isEmpty())) {
			this.rules.reject("locales", "must be languages, such as en or de-CH");
		}
	}

	private void requestTimeout() {
		Duration timeout = this.properties.getRequestTimeout();
		if (timeout.isNegative() || timeout.compareTo(ValueRules.LONGEST) > 0) {
			this.rules.reject("requestTimeout",
					"must be at most " + ValueRules.LONGEST.toDays() + "d, or 0 for no timeout");
		}
	}

	private void listeners() {
		Set<String> names = new HashSet<>(TAKEN);
		List<JTornadoProperties.Listener> listeners = this.properties.getListeners();
		for (int i = 0; i < listeners.size(); i++) {
			this.errors.pushNestedPath("listeners[" + i + "]");
			JTornadoProperties.Listener listener = listeners.get(i);
			name(this.properties.listenerName(i), names);
			place(listener);
			new ListenerRules(listener, this.properties, this.rules).check();
			this.errors.popNestedPath();
		}
	}

	private void name(String name, Set<String> others) {
		if (!NAME.matcher(name).matches()) {
			this.rules.reject("name", "must be lower case letters, digits and single dashes");
		}
		else if (!others.add(name)) {
			this.rules.reject("name", "must differ from the name of every other listener, such as " + TAKEN);
		}
	}

	private void place(JTornadoProperties.Listener listener) {
		this.rules.within("port", listener.getPort(), 0, LARGEST_PORT);
		if (listener.getPort() == null && !StringUtils.hasText(listener.getUnixSocket())) {
			this.rules.reject("port", "must be set, or unix-socket, because a listener has no place by default");
		}
	}

}
