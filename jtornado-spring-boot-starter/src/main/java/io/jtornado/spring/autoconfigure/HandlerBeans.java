package io.jtornado.spring.autoconfigure;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jtornado.spring.Handler;
import io.jtornado.spring.InvalidHandlerException;
import io.jtornado.web.BadPatternException;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.URLSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * The {@link Handler @Handler} beans of a context as specs. They are read from bean
 * definitions: no handler is created before its first request.
 */
final class HandlerBeans {

	private final DefaultListableBeanFactory beanFactory;

	HandlerBeans(DefaultListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	List<PlacedSpec> specs() {
		List<PlacedSpec> specs = new ArrayList<>();
		annotated(Handler.class).forEach((beanName, handler) -> addSpecs(specs, handler, beanName));
		return specs;
	}

	/** The beans with an annotation, by name, in the order of their definitions. */
	<A extends Annotation> Map<String, A> annotated(Class<A> annotation) {
		Map<String, A> beans = new LinkedHashMap<>();
		for (String beanName : this.beanFactory.getBeanDefinitionNames()) {
			A found = annotation(beanName, annotation);
			if (found != null) {
				beans.put(beanName, found);
			}
		}
		return beans;
	}

	private <A extends Annotation> @Nullable A annotation(String beanName, Class<A> annotation) {
		boolean isAbstract = this.beanFactory.getMergedBeanDefinition(beanName).isAbstract();
		return isAbstract ? null : this.beanFactory.findAnnotationOnBean(beanName, annotation, false);
	}

	private void addSpecs(List<PlacedSpec> specs, Handler handler, String beanName) {
		Class<? extends RequestHandler> type = handlerType(beanName, Handler.class.getSimpleName());
		if (handler.patterns().length == 0) {
			throw new InvalidHandlerException("@Handler on " + type.getName() + " has no pattern.",
					"Name the path it serves: @Handler(\"/path\").");
		}
		String name = handler.name();
		for (String pattern : handler.patterns()) {
			URLSpec spec = spec(pattern, type, beanName);
			if (!name.isEmpty()) {
				spec = spec.named(name);
				name = "";
			}
			if (!handler.host().isEmpty()) {
				spec = spec.host(handler.host());
			}
			specs.add(new PlacedSpec(handler.order(), spec));
		}
	}

	/** The class of a handler bean, which is one for its annotation. */
	Class<? extends RequestHandler> handlerType(String beanName, String annotation) {
		Class<?> type = this.beanFactory.getType(beanName, false);
		if (type == null || !RequestHandler.class.isAssignableFrom(type)) {
			throw new InvalidHandlerException(
					"@" + annotation + " is on " + ((type != null) ? type.getName() : "the bean '" + beanName + "'")
							+ ", which is not a RequestHandler.",
					"Extend " + RequestHandler.class.getName() + ", or remove @" + annotation + ".");
		}
		if (isProxied(beanName, type)) {
			throw proxied(type);
		}
		if (!this.beanFactory.isPrototype(beanName)) {
			throw new InvalidHandlerException(
					"The handler bean '" + beanName + "' of " + type.getName()
							+ " is not a prototype, but every request needs a handler of its own.",
					"Let the component scan find the class, or add @Scope(\"prototype\") to its bean method.");
		}
		return type.asSubclass(RequestHandler.class);
	}

	/**
	 * Whether a post processor would wrap the bean, asked before there is one.
	 */
	private boolean isProxied(String beanName, Class<?> type) {
		if (SpringProxy.class.isAssignableFrom(type) || beanName.startsWith("scopedTarget.")) {
			return true;
		}
		for (BeanPostProcessor postProcessor : this.beanFactory.getBeanPostProcessors()) {
			if (postProcessor instanceof SmartInstantiationAwareBeanPostProcessor smart
					&& smart.determineBeanType(type, beanName) != type) {
				return true;
			}
		}
		return false;
	}

	private <H extends RequestHandler> URLSpec spec(String pattern, Class<H> type, String beanName) {
		try {
			return URLSpec.url(pattern, type, new HandlerSource<>(this.beanFactory, beanName, type));
		}
		catch (BadPatternException ex) {
			InvalidHandlerException invalid = new InvalidHandlerException(
					"@Handler on " + type.getName() + ": " + ex.description() + ".", ex.action() + ".");
			invalid.initCause(ex);
			throw invalid;
		}
	}

	static InvalidHandlerException proxied(Class<?> type) {
		return new InvalidHandlerException(
				"The handler " + type.getName() + " would be proxied, but its verbs are bound to the class itself: "
						+ "the advice would never run.",
				"Put the advice (@Transactional, @Async, an aspect) on the service it calls.");
	}

}
