package io.jtornado.ioloop;

import org.jspecify.annotations.Nullable;

/**
 * The one loop that a process has without making it.
 * <p>
 * <b>Threading:</b> may be used from any thread.
 */
final class MainLoop {

	private static @Nullable IOLoop instance;

	private MainLoop() {
	}

	static synchronized IOLoop get() {
		IOLoop result = instance;
		if (result == null || result.confinement().isClosed()) {
			result = new IOLoop();
			instance = result;
		}
		return result;
	}

	/** A loop was closed, whichever it was. */
	static synchronized void forget(IOLoop closed) {
		instance = (instance != closed) ? instance : null;
	}

}
