package io.jtornado.sample.live;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;

/**
 * The numbers of the page, as JSON.
 */
@Handler("/live")
class LiveHandler extends SampleHandler {

	private final LiveNumbers numbers;

	LiveHandler(LiveNumbers numbers) {
		this.numbers = numbers;
	}

	Live get() {
		setHeader("Cache-Control", "no-store");
		return this.numbers.read();
	}

}
