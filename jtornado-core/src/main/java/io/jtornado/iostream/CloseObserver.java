package io.jtornado.iostream;

import org.jspecify.annotations.Nullable;

/**
 * A close callback that stays when somebody sets another one: for whoever gives a stream
 * away and still counts it. It is told first.
 * <p>
 * <b>Threading:</b> confined to the stream's loop.
 */
public final class CloseObserver implements Runnable {

	private final Runnable observer;

	private @Nullable Runnable callback;

	/**
	 * Makes an observer for {@link IOStream#setCloseCallback}.
	 * @param observer is told, once, after the stream has been closed
	 */
	public CloseObserver(Runnable observer) {
		this.observer = observer;
	}

	/** What a stream calls when it had one callback and is given another. */
	static @Nullable Runnable join(@Nullable Runnable before, @Nullable Runnable next) {
		if (before instanceof CloseObserver observing) {
			observing.callback = next;
			return observing;
		}
		if (next instanceof CloseObserver observing) {
			observing.callback = before;
		}
		return next;
	}

	@Override
	public void run() {
		try {
			this.observer.run();
		}
		finally {
			if (this.callback != null) {
				this.callback.run();
			}
		}
	}

}
