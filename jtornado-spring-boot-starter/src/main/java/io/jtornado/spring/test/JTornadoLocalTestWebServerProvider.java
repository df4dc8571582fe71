package io.jtornado.spring.test;

import io.jtornado.spring.JTornadoApplicationContext;
import io.jtornado.spring.JTornadoListener;
import io.jtornado.spring.JTornadoWebServer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.boot.test.http.server.LocalTestWebServer.BaseUriDetails;
import org.springframework.boot.test.http.server.LocalTestWebServer.Scheme;
import org.springframework.context.ApplicationContext;

/**
 * Tells the test clients of Spring Boot where jtornado listens, unless a web server of
 * Spring Boot's own is their target.
 */
class JTornadoLocalTestWebServerProvider implements LocalTestWebServer.Provider {

	private final ApplicationContext context;

	JTornadoLocalTestWebServerProvider(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public @Nullable LocalTestWebServer getLocalTestWebServer() {
		if (!this.context.containsBean(JTornadoWebServer.BEAN_NAME)
				|| !JTornadoApplicationContext.isOnlyServerOf(this.context)) {
			return null;
		}
		return LocalTestWebServer.of(scheme(), () -> new BaseUriDetails(port(), ""));
	}

	private Scheme scheme() {
		JTornadoListener main = this.context.getBean(JTornadoWebServer.class).listeners().get(0);
		return (main.server().options().tcp().ssl() != null) ? Scheme.HTTPS : Scheme.HTTP;
	}

	private int port() {
		return this.context.getEnvironment().getRequiredProperty("local.jtornado.port", Integer.class);
	}

}
