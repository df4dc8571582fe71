package io.jtornado.spring.actuate;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.spring.JTornadoListener;
import io.jtornado.spring.JTornadoWebServer;
import io.jtornado.web.Application;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The life of the server for {@code management.server.port}: started after the main
 * server, and stopped after that has answered its last request, so that health and
 * metrics can be asked for until the end. It has a loop of its own, so that a blocked
 * loop of the application does not hide them.
 * <p>
 * <b>Threading:</b> called by the thread that starts or stops the context.
 */
public final class ManagementServer implements SmartLifecycle, DisposableBean {

	/**
	 * The name of the server, and the value of its meters' tag {@code listener}.
	 */
	public static final String NAME = "management";

	private final HTTPServer httpServer;

	private final IOLoopGroup loops;

	private final JTornadoWebServer server;

	private final IntConsumer portListener;

	private volatile boolean running;

	/**
	 * Create a server.
	 * @param application what serves its requests
	 * @param options its settings, but for the name
	 * @param address the address to listen on, its port 0 for any free one
	 * @param gracePeriod how long requests in flight are waited for when it stops
	 * @param portListener told the port that is listened on
	 */
	public ManagementServer(Application application, HTTPServerOptions options, InetSocketAddress address,
			Duration gracePeriod, IntConsumer portListener) {
		this.loops = IOLoopGroup.named(NAME, 1);
		this.httpServer = new HTTPServer(application, this.loops, options.withName(NAME));
		JTornadoListener listener = new JTornadoListener(this.httpServer, List.of(address));
		this.server = new JTornadoWebServer(List.of(listener), this.loops, Shutdown.GRACEFUL, gracePeriod);
		this.portListener = portListener;
	}

	@Override
	public void start() {
		this.server.start();
		this.running = true;
		this.portListener.accept(this.server.getPort());
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		this.server.shutDownGracefully((result) -> {
			this.server.stop();
			callback.run();
		});
	}

	@Override
	public void stop() {
		this.running = false;
		this.server.stop();
	}

	@Override
	public void destroy() {
		this.server.destroy();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 512;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	/**
	 * Return the server, for its meters.
	 */
	public HTTPServer httpServer() {
		return this.httpServer;
	}

	/**
	 * Return the group of its only loop, for its meters.
	 */
	public IOLoopGroup loops() {
		return this.loops;
	}

	/**
	 * Return the port that is listened on.
	 * @return the port, -1 if none is
	 */
	public int port() {
		return this.server.getPort();
	}

}
