package io.jtornado.spring.autoconfigure;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless the user said that the application is no web application.
 * <p>
 * <b>Threading:</b> as every condition, used by the thread that starts the application
 * context.
 */
public class OnServerCondition extends SpringBootCondition {

	private static final String TYPE = "spring.main.web-application-type";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		WebApplicationType type = Binder.get(context.getEnvironment())
			.bind(TYPE, WebApplicationType.class)
			.orElse(null);
		ConditionMessage.Builder message = ConditionMessage.forCondition("jtornado server");
		if (type == WebApplicationType.NONE) {
			return ConditionOutcome.noMatch(message.because(TYPE + " is none"));
		}
		return ConditionOutcome.match(message.because(TYPE + " is not none"));
	}

}
