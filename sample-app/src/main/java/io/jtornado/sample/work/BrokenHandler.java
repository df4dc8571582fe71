package io.jtornado.sample.work;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;

/**
 * Fails, as code does: the log has the exception, the client a 500, and the loop goes on.
 */
@Handler("/broken")
class BrokenHandler extends SampleHandler {

	String get() {
		throw new IllegalStateException("This handler always fails");
	}

}
