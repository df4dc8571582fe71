package io.jtornado.sample;

import io.jtornado.web.HTTPException;

/**
 * Serves what no pattern matches.
 */
class NotFoundHandler extends SampleHandler {

	@Override
	protected void prepare() {
		throw new HTTPException(404);
	}

}
