package io.jtornado.sample.guestbook;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.XsrfExempt;
import org.jspecify.annotations.Nullable;

/**
 * The guestbook: {@code POST} takes a form and answers 201 or a 400 that says why,
 * {@code GET ?after=id} waits until there is news, or else answers 204.
 */
@Handler("/messages")
@XsrfExempt // knows nobody by a cookie
class MessagesHandler extends SampleHandler {

	private final Guestbook guestbook;

	MessagesHandler(Guestbook guestbook) {
		this.guestbook = guestbook;
	}

	CompletionStage<@Nullable List<Message>> get() {
		long after = after();
		return this.guestbook.readers().await(this, () -> this.guestbook.after(after));
	}

	Message post() {
		String author = required("author", Message.MAX_AUTHOR);
		String text = required("text", Message.MAX_TEXT);
		Message message = this.guestbook.add(author, text);
		setStatus(201);
		setHeader("Location", reverseUrl("message", message.id()));
		return message;
	}

	private long after() {
		String after = queryArgumentOrNull("after");
		try {
			return (after != null) ? Long.parseLong(after) : 0;
		}
		catch (NumberFormatException ex) {
			throw refused("after is the id of a message, a whole number");
		}
	}

	private String required(String name, int maxLength) {
		String value = bodyArgumentOrNull(name);
		if (value == null || value.isEmpty()) {
			throw refused(name + " is missing or empty");
		}
		if (value.codePointCount(0, value.length()) > maxLength) {
			throw refused(name + " is longer than " + maxLength + " characters");
		}
		return value;
	}

}
