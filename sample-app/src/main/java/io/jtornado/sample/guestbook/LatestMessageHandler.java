package io.jtornado.sample.guestbook;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.HTTPException;

/**
 * A redirect to the newest message.
 */
@Handler("/messages/latest")
class LatestMessageHandler extends SampleHandler {

	private final Guestbook guestbook;

	LatestMessageHandler(Guestbook guestbook) {
		this.guestbook = guestbook;
	}

	void get() {
		Message latest = this.guestbook.latest().orElseThrow(() -> new HTTPException(404, "No message yet"));
		redirect(reverseUrl("message", latest.id()));
	}

}
