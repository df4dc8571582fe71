package io.jtornado.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.AotDetector;
import org.springframework.boot.ApplicationContextFactory;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Gives an application without another web server a context that knows ours.
 * <p>
 * A factory is told the type of the application alone, and {@code NONE} may have been
 * deduced or may be what the user said. The environment knows; so it is asked as soon as
 * it is complete, and the answer waits, on the thread that runs the application, for the
 * context to be created.
 */
class JTornadoApplicationContextFactory implements ApplicationContextFactory, EnvironmentPostProcessor, Ordered {

	private static final ThreadLocal<Boolean> wanted = new ThreadLocal<>();

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		wanted.remove();
		if (application.getWebApplicationType() == WebApplicationType.NONE
				&& !environment.containsProperty("spring.main.web-application-type")
				&& environment.getProperty("jtornado.enabled", Boolean.class, true)) {
			wanted.set(true);
		}
	}

	@Override
	public @Nullable ConfigurableApplicationContext create(@Nullable WebApplicationType webApplicationType) {
		boolean create = wanted.get() != null && webApplicationType == WebApplicationType.NONE;
		wanted.remove();
		if (!create) {
			return null;
		}
		return AotDetector.useGeneratedArtifacts() ? new GenericJTornadoApplicationContext()
				: new AnnotationConfigJTornadoApplicationContext();
	}

}
