package io.jtornado.spring.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a {@code jtornado.*} key that does not exist, and says what may have been
 * meant. Comes before Spring Boot's own analyzer, which cannot know.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
		List<ConfigurationProperty> unknown = cause.getUnboundProperties()
			.stream()
			.filter((property) -> property.getName().toString().startsWith("jtornado."))
			.toList();
		if (unknown.isEmpty()) {
			return null;
		}
		KnownProperties known = KnownProperties.load(getClass().getClassLoader());
		String description = unknown.stream()
			.map((property) -> describe(property, known))
			.collect(Collectors.joining(System.lineSeparator()));
		return new FailureAnalysis(description,
				"Correct the key or remove it. Unknown keys are refused, because a limit that was misspelt would "
						+ "silently not hold.",
				cause);
	}

	private static String describe(ConfigurationProperty property, KnownProperties known) {
		String name = property.getName().toString();
		StringBuilder text = new StringBuilder("There is no property '").append(name).append('\'');
		if (property.getOrigin() != null) {
			text.append(" (").append(property.getOrigin()).append(')');
		}
		text.append('.');
		List<String> similar = known.similarTo(name);
		if (!similar.isEmpty()) {
			text.append(" Did you mean ").append(String.join(" or ", similar)).append('?');
		}
		return text.toString();
	}

}
