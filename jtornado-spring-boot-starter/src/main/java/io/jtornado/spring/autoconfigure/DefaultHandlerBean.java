package io.jtornado.spring.autoconfigure;

import java.util.List;

import io.jtornado.spring.DefaultHandler;
import io.jtornado.spring.InvalidHandlerException;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * The {@link DefaultHandler @DefaultHandler} bean of a context, if it has one.
 */
final class DefaultHandlerBean {

	private final DefaultListableBeanFactory beanFactory;

	private final HandlerBeans beans;

	DefaultHandlerBean(DefaultListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.beans = new HandlerBeans(beanFactory);
	}

	void applyTo(Application.Builder application) {
		List<String> names = List.copyOf(this.beans.annotated(DefaultHandler.class).keySet());
		if (names.size() > 1) {
			throw new InvalidHandlerException(
					"There are several @DefaultHandler beans, " + names + ", and nothing says which one is meant.",
					"Keep one of them, and make the others @Handler beans with patterns.");
		}
		if (!names.isEmpty()) {
			apply(application, names.get(0));
		}
	}

	private void apply(Application.Builder application, String beanName) {
		apply(application, beanName, this.beans.handlerType(beanName, DefaultHandler.class.getSimpleName()));
	}

	private <H extends RequestHandler> void apply(Application.Builder application, String beanName, Class<H> type) {
		application.defaultHandler(type, new HandlerSource<>(this.beanFactory, beanName, type));
	}

}
