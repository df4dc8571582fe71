package io.jtornado.spring.autoconfigure;

import io.jtornado.spring.ListenerFailedException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a listener that cannot be what its settings say.
 */
class ListenerFailedFailureAnalyzer extends AbstractFailureAnalyzer<ListenerFailedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ListenerFailedException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
	}

}
