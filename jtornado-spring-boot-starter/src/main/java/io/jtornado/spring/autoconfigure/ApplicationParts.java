package io.jtornado.spring.autoconfigure;

import java.util.concurrent.Executor;

import io.jtornado.web.Application;
import io.jtornado.web.ArgumentConverter;
import io.jtornado.web.ErrorPageRenderer;
import io.jtornado.web.JsonCodec;
import io.jtornado.web.Messages;
import io.jtornado.web.RequestInterceptor;
import io.jtornado.web.RequestObserver;
import io.jtornado.web.ResultAdapter;
import io.jtornado.web.StaticFiles;
import io.jtornado.web.ViewRenderer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;

/**
 * The beans that an application can do without, where they exist. Two of a kind fail at
 * start-up, since nothing says which of them was meant. Only of interceptors and of error
 * pages there may be several, asked in their order.
 */
final class ApplicationParts {

	private final BeanFactory beanFactory;

	ApplicationParts(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void applyTo(Application.Builder application) {
		this.beanFactory.getBeanProvider(JsonCodec.class).ifAvailable(application::jsonCodec);
		this.beanFactory.getBeanProvider(ArgumentConverter.class).ifAvailable(application::argumentConverter);
		this.beanFactory.getBeanProvider(ResultAdapter.class).ifAvailable(application::resultAdapter);
		this.beanFactory.getBeanProvider(RequestObserver.class).ifAvailable(application::observer);
		this.beanFactory.getBeanProvider(RequestInterceptor.class).orderedStream().forEach(application::interceptor);
		this.beanFactory.getBeanProvider(ErrorPageRenderer.class).orderedStream().forEach(application::errorPages);
		this.beanFactory.getBeanProvider(StaticFiles.class).ifAvailable(application::staticFiles);
		this.beanFactory.getBeanProvider(ViewRenderer.class).ifAvailable(application::views);
		this.beanFactory.getBeanProvider(Messages.class).ifAvailable(application::messages);
		application.executor(executor());
	}

	/**
	 * The application's executor: Spring Boot's, which runs virtual threads if they are
	 * enabled, or the only one there is.
	 */
	private @Nullable Executor executor() {
		String name = TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME;
		if (this.beanFactory.containsBean(name)) {
			return this.beanFactory.getBean(name, Executor.class);
		}
		return this.beanFactory.getBeanProvider(Executor.class).getIfUnique();
	}

}
