package io.jtornado.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * Context of an application that jtornado alone serves. It is what
 * {@code SpringApplication} creates when it finds no other web stack,
 * {@code jtornado.enabled} is not false, and {@code spring.main.web-application-type} is
 * not set.
 * <p>
 * <b>Threading:</b> as every application context.
 */
public interface JTornadoApplicationContext extends ConfigurableWebServerApplicationContext {

	@Override
	default @Nullable WebServer getWebServer() {
		return (WebServer) getBeanFactory().getSingleton(JTornadoWebServer.BEAN_NAME);
	}

	/**
	 * Whether {@code server.port} and {@code local.server.port} are those of jtornado,
	 * because no web server of Spring Boot's runs in the context.
	 * @param context the context
	 * @return whether no other web server is there
	 */
	static boolean isOnlyServerOf(ApplicationContext context) {
		return context instanceof JTornadoApplicationContext || !(context instanceof WebServerApplicationContext);
	}

}
