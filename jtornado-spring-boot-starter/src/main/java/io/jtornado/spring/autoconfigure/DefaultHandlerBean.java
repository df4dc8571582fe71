package io.jtornado.spring.autoconfigure;

import java.util.ArrayList;
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

	DefaultHandlerBean(DefaultListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void applyTo(Application.Builder application) {
		List<String> names = names();
		if (names.size() > 1) {
			throw new InvalidHandlerException(
					"There are several @DefaultHandler beans, " + names + ", and nothing says which one is meant.",
					"Keep one of them, and make the others @Handler beans with patterns.");
		}
		if (!names.isEmpty()) {
			apply(application, names.get(0));
		}
	}

	private List<String> names() {
		List<String> names = new ArrayList<>();
		for (String beanName : this.beanFactory.getBeanDefinitionNames()) {
			if (!this.beanFactory.getMergedBeanDefinition(beanName).isAbstract()
					&& this.beanFactory.findAnnotationOnBean(beanName, DefaultHandler.class, false) != null) {
				names.add(beanName);
			}
		}
		return names;
	}

	private void apply(Application.Builder application, String beanName) {
		apply(application, beanName,
				new HandlerBeans(this.beanFactory).handlerType(beanName, DefaultHandler.class.getSimpleName()));
	}

	private <H extends RequestHandler> void apply(Application.Builder application, String beanName, Class<H> type) {
		application.defaultHandler(type, new HandlerSource<>(this.beanFactory, beanName, type));
	}

}
