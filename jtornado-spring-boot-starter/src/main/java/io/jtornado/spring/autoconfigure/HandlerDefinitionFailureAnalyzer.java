package io.jtornado.spring.autoconfigure;

import io.jtornado.web.HandlerDefinitionException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a pattern or a handler class that the core refuses.
 */
class HandlerDefinitionFailureAnalyzer extends AbstractFailureAnalyzer<HandlerDefinitionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, HandlerDefinitionException cause) {
		return new FailureAnalysis(cause.description() + ".", cause.action() + ".", cause);
	}

}
