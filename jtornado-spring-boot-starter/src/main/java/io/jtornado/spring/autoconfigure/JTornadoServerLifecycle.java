package io.jtornado.spring.autoconfigure;

import io.jtornado.ioloop.BlockedLoopWatch;
import io.jtornado.spring.JTornadoApplicationContext;
import io.jtornado.spring.JTornadoListener;
import io.jtornado.spring.JTornadoServerInitializedEvent;
import io.jtornado.spring.JTornadoWebServer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops the server in the phase of Spring Boot's own web servers, and tells
 * where it listens.
 */
final class JTornadoServerLifecycle implements SmartLifecycle {

	private final JTornadoWebServer server;

	private final @Nullable BlockedLoopWatch watch;

	private final ConfigurableApplicationContext context;

	private volatile boolean running;

	JTornadoServerLifecycle(JTornadoWebServer server, @Nullable BlockedLoopWatch watch,
			ConfigurableApplicationContext context) {
		this.server = server;
		this.watch = watch;
		this.context = context;
	}

	@Override
	public void start() {
		this.server.start();
		this.running = true;
		if (!this.server.isListening()) {
			return;
		}
		if (this.watch != null) {
			this.watch.start();
		}
		announce();
	}

	private void announce() {
		publish("local.jtornado.port", this.server.getPort());
		for (JTornadoListener listener : this.server.listeners().subList(1, this.server.listeners().size())) {
			publish("local.jtornado." + listener.name() + ".port", listener.port());
		}
		if (this.context instanceof JTornadoApplicationContext served) {
			this.context.publishEvent(new JTornadoServerInitializedEvent(this.server, served));
		}
		else if (JTornadoApplicationContext.isOnlyServerOf(this.context)) {
			publish("local.server.port", this.server.getPort());
		}
	}

	private void publish(String property, int port) {
		if (port != -1) {
			LocalPorts.publish(this.context, property, port);
		}
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.watch != null) {
			this.watch.stop();
		}
		this.server.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}
