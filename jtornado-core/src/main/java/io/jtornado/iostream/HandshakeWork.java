package io.jtornado.iostream;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.Workers;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a handshake that take long, run where they hold nobody up: on an executor,
 * or with the workers of the loop.
 * <p>
 * <b>Threading:</b> the engine belongs to {@link #run} from {@link #begin} until the
 * transport is told the end, on its loop.
 */
final class HandshakeWork implements Runnable {

	private final SSLTransport transport;

	private final IOLoop loop;

	private final SSLEngine engine;

	HandshakeWork(SSLTransport transport, IOLoop loop, SSLEngine engine) {
		this.transport = transport;
		this.loop = loop;
		this.engine = engine;
	}

	void begin(@Nullable Executor executor) throws SSLException {
		try {
			((executor != null) ? executor : Workers.of(this.loop)).execute(this);
		}
		catch (RejectedExecutionException ex) {
			throw new SSLException("Too many handshakes at a time", ex);
		}
	}

	@Override
	public void run() {
		Throwable failure = work();
		this.loop.addCallback(() -> this.transport.handleWorked(failure));
	}

	private @Nullable Throwable work() {
		try {
			Runnable task = this.engine.getDelegatedTask();
			while (task != null) {
				task.run();
				task = this.engine.getDelegatedTask();
			}
			return null;
		}
		catch (Throwable ex) { // costs this connection, not the thread
			return ex;
		}
	}

}
