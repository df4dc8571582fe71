package io.jtornado.spring.autoconfigure.views;

import java.util.Locale;

import io.jtornado.web.Messages;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DelegatingMessageSource;

/**
 * The messages of the application context's {@link MessageSource}.
 */
final class ContextMessages implements Messages {

	private final ConfigurableApplicationContext context;

	private final boolean empty;

	ContextMessages(ConfigurableApplicationContext context) {
		this.context = context;
		this.empty = context.getParent() == null && context
			.getBean(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME) instanceof DelegatingMessageSource;
	}

	@Override
	public String message(String code, Object[] args, Locale locale) {
		if (this.empty) {
			throw new IllegalStateException("There is no MessageSource that could have '" + code
					+ "': put messages.properties on the class path, or set spring.messages.basename");
		}
		return this.context.getMessage(code, args, locale);
	}

}
