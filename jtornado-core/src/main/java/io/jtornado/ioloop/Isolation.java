package io.jtornado.ioloop;

import java.nio.channels.SelectableChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs foreign code so that nothing it throws, be it for want of stack or memory, kills
 * the loop: the failure is logged once, counted and told to the listeners.
 */
final class Isolation {

	private static final Logger log = LoggerFactory.getLogger("jtornado.general");

	private final String name; // the loop's

	private final IOLoopStats stats;

	private final List<IOLoopListener> listeners = new CopyOnWriteArrayList<>();

	Isolation(String name, IOLoopStats stats) {
		this.name = name;
		this.stats = stats;
	}

	void addListener(IOLoopListener listener) {
		this.listeners.add(listener);
	}

	void run(Runnable callback) {
		try {
			callback.run();
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	void handle(IOHandler handler, SelectableChannel channel, int events) {
		try {
			handler.handleEvents(channel, events);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	void failed(Throwable failure) {
		this.stats.failed();
		try {
			log.error("Exception on loop {}", this.name, failure);
			for (IOLoopListener listener : this.listeners) {
				listener.onCallbackFailed(failure);
			}
		}
		catch (Throwable ex) { // of a logger or listener: nobody is left to tell
			this.stats.failed();
		}
	}

	void blocked(long nanos, StackTraceElement[] stack) {
		this.stats.foundBlocked();
		for (IOLoopListener listener : this.listeners) {
			listener.onBlocked(nanos, stack);
		}
	}

}
