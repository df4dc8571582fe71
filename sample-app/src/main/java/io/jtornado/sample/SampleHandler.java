package io.jtornado.sample;

import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;
import org.jspecify.annotations.Nullable;

/**
 * What all handlers of the application share: security headers, and who has logged in.
 */
public abstract class SampleHandler extends RequestHandler {

	/** The signed cookie with the name of who has logged in. */
	protected static final String VISITOR = "visitor";

	private static final String ONLY_FROM_HERE = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

	@Override
	protected void setDefaultHeaders() {
		setHeader("Content-Security-Policy", ONLY_FROM_HERE);
		setHeader("Referrer-Policy", "same-origin");
	}

	@Override
	protected @Nullable Object loadCurrentUser() {
		return signedCookie(VISITOR);
	}

	/**
	 * The end of a request that asks for something it cannot have.
	 * @param why what is wrong with it, for the client to read
	 * @return a 400 to throw
	 */
	protected static HTTPException refused(String why) {
		return new HTTPException(400).withReason(why);
	}

}
