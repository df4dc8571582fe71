package io.jtornado.http;

/**
 * A request that breaks the rules of HTTP, or a bound. Tornado's {@code HTTPInputError},
 * with the status that the client gets. It carries no stack trace: it says something of
 * the peer, not of the program, and an attacker decides how often it is thrown.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class HTTPInputException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Refusal refusal;

	/**
	 * Creates the exception.
	 * @param refusal what is wrong
	 */
	public HTTPInputException(Refusal refusal) {
		super(refusal.text(), null, false, false);
		this.refusal = refusal;
	}

	/**
	 * Returns what is wrong.
	 * @return the refusal
	 */
	public Refusal refusal() {
		return this.refusal;
	}

}
