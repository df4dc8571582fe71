package io.jtornado.web;

import java.io.IOException;

/**
 * An event was sent to an {@link EventStream} that had ended, or ended before the event
 * had left.
 */
public final class EventStreamClosedException extends IOException {

	private static final long serialVersionUID = 1L;

	EventStreamClosedException() {
		super("The event stream has ended");
	}

}
