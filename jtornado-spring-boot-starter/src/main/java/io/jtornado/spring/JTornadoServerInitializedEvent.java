package io.jtornado.spring;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;

/**
 * Published when the server listens, if it is the only one of the application.
 */
public final class JTornadoServerInitializedEvent extends WebServerInitializedEvent {

	private static final long serialVersionUID = 1L;

	private final transient WebServerApplicationContext applicationContext;

	/**
	 * Creates the event.
	 * @param webServer the server, which listens
	 * @param applicationContext its context
	 */
	public JTornadoServerInitializedEvent(JTornadoWebServer webServer, WebServerApplicationContext applicationContext) {
		super(webServer);
		this.applicationContext = applicationContext;
	}

	@Override
	public WebServerApplicationContext getApplicationContext() {
		return this.applicationContext;
	}

}
