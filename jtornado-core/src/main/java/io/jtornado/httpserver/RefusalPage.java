package io.jtornado.httpserver;

import io.jtornado.http.HTTPHeaders;

/**
 * The content of an answer that the engine gives by itself.
 * <p>
 * <b>Threading:</b> belongs to the engine once it is returned.
 */
public final class RefusalPage {

	private final HTTPHeaders headers;

	private final byte[] body;

	/**
	 * Creates a page.
	 * @param headers the fields, Content-Type among them; those of framing are the
	 * engine's
	 * @param body the body; it belongs to the engine
	 */
	public RefusalPage(HTTPHeaders headers, byte[] body) {
		this.headers = headers;
		this.body = body;
	}

	/**
	 * Returns the fields.
	 * @return the fields
	 */
	public HTTPHeaders headers() {
		return this.headers;
	}

	/**
	 * Returns the body.
	 * @return the body itself, no copy
	 */
	public byte[] body() {
		return this.body;
	}

}
