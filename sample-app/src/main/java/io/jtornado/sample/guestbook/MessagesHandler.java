package io.jtornado.sample.guestbook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.Timeout;
import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.HTTPException;

/**
 * The guestbook: {@code POST} takes a form and answers 201 or a 400 that says why,
 * {@code GET ?after=id} waits until there is news, for {@link #PATIENCE} at the longest.
 */
@Handler("/messages")
class MessagesHandler extends SampleHandler {

	static final Duration PATIENCE = Duration.ofSeconds(25);

	private final Guestbook guestbook;

	MessagesHandler(Guestbook guestbook) {
		this.guestbook = guestbook;
	}

	CompletionStage<List<Message>> get() {
		CompletableFuture<List<Message>> news = this.guestbook.after(after()).orElseThrow(MessagesHandler::tooMany);
		if (!news.isDone()) {
			IOLoop loop = request().ioLoop();
			Timeout timeout = loop.callLater(PATIENCE, () -> news.complete(List.of()));
			loop.addFuture(news, (messages, error) -> loop.removeTimeout(timeout));
		}
		return news;
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

	private static HTTPException tooMany() {
		return new HTTPException(503, "Too many readers wait for messages").withHeader("Retry-After", "5");
	}

}
