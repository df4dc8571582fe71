package io.jtornado.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.WebApplicationType;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;

/**
 * Says that a servlet API on the class path makes no servlet application of ours, if no
 * servlet container of Spring Boot's is there to start. Asked after the deducers of
 * Spring MVC and WebFlux, which know when an application is theirs.
 */
@Order(30)
class JTornadoWebApplicationTypeDeducer implements WebApplicationType.Deducer {

	private static final String[] CONTAINERS = {
			"org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory",
			"org.springframework.boot.jetty.servlet.JettyServletWebServerFactory" };

	@Override
	public @Nullable WebApplicationType deduceWebApplicationType() {
		for (String container : CONTAINERS) {
			if (ClassUtils.isPresent(container, getClass().getClassLoader())) {
				return null;
			}
		}
		return WebApplicationType.NONE;
	}

}
