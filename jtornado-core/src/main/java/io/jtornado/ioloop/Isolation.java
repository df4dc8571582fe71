package io.jtornado.ioloop;

import java.nio.channels.SelectableChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Runs foreign code so that nothing it throws, be it for want of stack or memory, kills
 * the loop: the failure is logged once, counted and told to the listeners.
 */
final class Isolation {

	private static final SafeLog log = SafeLog.named("jtornado.general");

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

	/** Never throws, even if there is no memory to say what has happened. */
	void failed(Throwable failure) {
		this.stats.failed();
		try {
			log.error("Exception on loop {}", this.name, failure);
			tell((listener) -> listener.onCallbackFailed(failure));
		}
		catch (Throwable ex) { // the arguments of a line are an array, too
			return;
		}
	}

	void blocked(long nanos, StackTraceElement[] stack) {
		this.stats.foundBlocked();
		tell((listener) -> listener.onBlocked(nanos, stack));
	}

	private void tell(Consumer<IOLoopListener> event) {
		for (IOLoopListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) { // a missing class too is the listener's own affair
				this.stats.failed();
				log.error("Exception in a listener of loop {}", this.name, ex);
			}
		}
	}

}
