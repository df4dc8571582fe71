package io.jtornado.sample.guestbook;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import io.jtornado.web.Waiters;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * The newest {@value #KEPT} messages, and the readers who wait for the next one.
 * Threading: may be called from every loop; readers are woken outside the lock, each on
 * its own loop.
 */
@Service
class Guestbook {

	static final int KEPT = 50;

	static final int MAX_WAITING = 1000;

	static final Duration PATIENCE = Duration.ofSeconds(25);

	private final Deque<Message> messages = new ArrayDeque<>();

	private final Waiters readers = new Waiters(PATIENCE, MAX_WAITING);

	private final Clock clock = Clock.systemUTC();

	private long lastId;

	Message add(String author, String text) {
		Message message = append(author, text);
		this.readers.wake();
		return message;
	}

	private synchronized Message append(String author, String text) {
		Message message = new Message(++this.lastId, this.clock.instant(), author, text);
		this.messages.addLast(message);
		if (this.messages.size() > KEPT) {
			this.messages.removeFirst();
		}
		return message;
	}

	synchronized Optional<Message> find(long id) {
		return this.messages.stream().filter((message) -> message.id() == id).findFirst();
	}

	synchronized Optional<Message> latest() {
		return Optional.ofNullable(this.messages.peekLast());
	}

	/**
	 * The messages after the given one, oldest first.
	 * @param id of the last message the reader knows; 0 for none, and so is one that is
	 * not there yet: it is from before a restart, as the ids begin anew
	 * @return the messages; null if there are none
	 */
	synchronized @Nullable List<Message> after(long id) {
		long known = (id <= this.lastId) ? id : 0;
		List<Message> news = this.messages.stream().filter((message) -> message.id() > known).toList();
		return news.isEmpty() ? null : news;
	}

	/** Who waits for the next message. */
	Waiters readers() {
		return this.readers;
	}

	@EventListener(ApplicationStartedEvent.class)
	void welcome() {
		add("jtornado", "Welcome. The first line is mine, the next one is yours.");
	}

}
