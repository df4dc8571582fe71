package io.jtornado.spring;

import org.springframework.boot.web.server.PortInUseException;

/**
 * The port of a listener is taken.
 */
public final class ListenerInUseException extends PortInUseException {

	private static final long serialVersionUID = 1L;

	private final String listener;

	/**
	 * Creates the exception.
	 * @param listener the name of the listener
	 * @param port the port
	 * @param cause what the system says
	 */
	public ListenerInUseException(String listener, int port, Throwable cause) {
		super(port, cause);
		this.listener = listener;
	}

	/**
	 * What could not listen.
	 * @return the name of the listener
	 */
	public String listener() {
		return this.listener;
	}

}
