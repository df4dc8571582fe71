package io.jtornado.sample.guestbook;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.HTTPException;

/**
 * One message as JSON, as long as it is kept.
 */
@Handler(value = "/messages/{id}", name = "message")
class MessageHandler extends SampleHandler {

	private final Guestbook guestbook;

	MessageHandler(Guestbook guestbook) {
		this.guestbook = guestbook;
	}

	Message get(long id) {
		return this.guestbook.find(id).orElseThrow(() -> new HTTPException(404, "No message " + id));
	}

}
