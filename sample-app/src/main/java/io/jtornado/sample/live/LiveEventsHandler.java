package io.jtornado.sample.live;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;

/**
 * The numbers of the page, as a stream of events.
 */
@Handler("/live/events")
class LiveEventsHandler extends SampleHandler {

	private final LiveEvents events;

	LiveEventsHandler(LiveEvents events) {
		this.events = events;
	}

	void get() {
		this.events.subscribe(this);
	}

}
