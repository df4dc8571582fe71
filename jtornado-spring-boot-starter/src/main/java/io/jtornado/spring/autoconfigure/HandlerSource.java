package io.jtornado.spring.autoconfigure;

import java.util.function.Supplier;

import io.jtornado.web.RequestHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * Where the handlers of a spec come from: the first is the container's, which shows
 * whether the next ones need it.
 * <p>
 * Threading: called on all loops at a time; two may both be the first.
 *
 * @param <H> the handler class
 */
final class HandlerSource<H extends RequestHandler> implements Supplier<H> {

	private final DefaultListableBeanFactory beanFactory;

	private final String beanName;

	private final Class<H> type;

	private volatile boolean lookedAt;

	private volatile @Nullable HandlerConstruction construction;

	HandlerSource(DefaultListableBeanFactory beanFactory, String beanName, Class<H> type) {
		this.beanFactory = beanFactory;
		this.beanName = beanName;
		this.type = type;
	}

	@Override
	public H get() {
		HandlerConstruction known = this.construction;
		Object handler = (known != null) ? known.construct() : bean();
		// What the verbs are bound to; the exact class is also the cheapest to tell.
		if (handler.getClass() != this.type && handler instanceof SpringProxy) {
			throw HandlerBeans.proxied(this.type);
		}
		return this.type.cast(handler);
	}

	private Object bean() {
		Object handler = this.beanFactory.getBean(this.beanName);
		if (!this.lookedAt) {
			if (handler.getClass() == this.type) {
				this.construction = HandlerConstruction.of(this.beanFactory, this.beanName, this.type);
			}
			this.lookedAt = true;
		}
		return handler;
	}

	/** Whether handlers are made without the container from now on. */
	boolean isDirect() {
		return this.construction != null;
	}

}
