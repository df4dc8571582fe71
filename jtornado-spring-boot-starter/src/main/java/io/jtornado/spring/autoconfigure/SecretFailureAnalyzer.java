package io.jtornado.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains cookie secrets that cannot be bound, and does not show them. Comes before
 * Spring Boot's own analyzer, which prints the value.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SecretFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		String name = cause.getName().toString();
		if (!name.startsWith("jtornado.cookie-secret")) {
			return null;
		}
		String origin = (cause.getOrigin() != null) ? " (" + cause.getOrigin() + ")" : "";
		return new FailureAnalysis("The secrets in '" + name + "' are not given by key version" + origin + ".",
				"Set each of them under its version, a number, as in jtornado.cookie-secrets.0, or a single one as "
						+ "jtornado.cookie-secret. None is shown here.",
				cause);
	}

}
