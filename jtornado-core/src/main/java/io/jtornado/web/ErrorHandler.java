package io.jtornado.web;

/**
 * Answers every request with an error page. It serves what no spec matches, with status
 * 404, also if the request has no XSRF token; as in Tornado, nor do its subclasses ask
 * for one.
 * <p>
 * <b>Threading:</b> as any {@link RequestHandler}.
 */
@XsrfExempt
public class ErrorHandler extends RequestHandler {

	private final int status;

	/**
	 * Creates the handler.
	 * @param status the status of the answer, 300 to 599
	 */
	public ErrorHandler(int status) {
		this.status = status;
	}

	/**
	 * Fails before the method is looked at, unless its route is for other methods: what
	 * is not there has no methods.
	 */
	@Override
	protected void initialize() {
		if (urlSpec().admitsMethod(request().method())) {
			throw HTTPException.bare(this.status, null);
		}
	}

	void get(String... groups) {
		throw HTTPException.bare(this.status, null);
	}

}
