package io.jtornado.spring.autoconfigure;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.spring.ListenerInUseException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which of the further listeners found its port taken. Comes before Spring Boot's
 * own analyzer, which knows of one port only, and leaves that of the main listener to it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ListenerInUseFailureAnalyzer extends AbstractFailureAnalyzer<ListenerInUseException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ListenerInUseException cause) {
		if (cause.listener().equals(HTTPServerOptions.DEFAULTS.name())) {
			return null;
		}
		return new FailureAnalysis(
				"Web server failed to start. Port " + cause.getPort() + " of listener '" + cause.listener()
						+ "' was already in use.",
				"Identify and stop the process that's listening on port " + cause.getPort()
						+ ", unless it is this one by another listener, or configure this listener to listen on"
						+ " another port.",
				cause);
	}

}
