package io.jtornado.sample;

import io.jtornado.spring.DefaultHandler;
import io.jtornado.web.HTTPException;

/**
 * Serves what no pattern matches, so that its error pages have the headers of the others.
 */
@DefaultHandler
class NotFoundHandler extends SampleHandler {

	@Override
	protected void prepare() {
		throw new HTTPException(404);
	}

}
