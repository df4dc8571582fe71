package io.jtornado.sample.guestbook;

import java.util.List;
import java.util.Objects;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.View;

/**
 * The guestbook for who has no scripts: a view of all messages.
 */
@Handler("/guestbook")
class GuestbookHandler extends SampleHandler {

	private final Guestbook guestbook;

	GuestbookHandler(Guestbook guestbook) {
		this.guestbook = guestbook;
	}

	View get() {
		return View.of("guestbook").with("messages", Objects.requireNonNullElse(this.guestbook.after(0), List.of()));
	}

}
