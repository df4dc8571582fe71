package io.jtornado.programs.life;

/**
 * Something has no price.
 */
class UnknownPriceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnknownPriceException(String thing) {
		super("Nobody knows what " + thing + " costs");
	}

}
