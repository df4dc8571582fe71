package io.jtornado.sample.guestbook;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * The newest {@value #KEPT} messages, and the readers who wait for the next one.
 * Threading: may be called from every loop; readers are told outside the lock, on the
 * thread of whoever wrote.
 */
@Service
class Guestbook {

	static final int KEPT = 50;

	static final int MAX_WAITING = 1000;

	private final Deque<Message> messages = new ArrayDeque<>();

	private final Map<Long, CompletableFuture<List<Message>>> waiting = new LinkedHashMap<>();

	private final Clock clock = Clock.systemUTC();

	private long lastId;

	private long lastReader;

	private boolean closed;

	Message add(String author, String text) {
		Message message;
		List<CompletableFuture<List<Message>>> readers;
		synchronized (this) {
			message = new Message(++this.lastId, this.clock.instant(), author, text);
			this.messages.addLast(message);
			if (this.messages.size() > KEPT) {
				this.messages.removeFirst();
			}
			readers = takeWaiting();
		}
		readers.forEach((reader) -> reader.complete(List.of(message)));
		return message;
	}

	synchronized Optional<Message> find(long id) {
		return this.messages.stream().filter((message) -> message.id() == id).findFirst();
	}

	synchronized Optional<Message> latest() {
		return Optional.ofNullable(this.messages.peekLast());
	}

	/**
	 * The messages after the given one, oldest first: now if there are any, otherwise
	 * when the next one comes. Cancelling the future, or completing it, ends the wait.
	 * @param id of the last message the reader knows; 0 for none, and so is one that is
	 * not there yet: it is from before a restart, as the ids begin anew
	 * @return the messages; empty in the optional when too many are waiting already
	 */
	synchronized Optional<CompletableFuture<List<Message>>> after(long id) {
		long known = (id <= this.lastId) ? id : 0;
		List<Message> news = this.messages.stream().filter((message) -> message.id() > known).toList();
		if (!news.isEmpty() || this.closed) {
			return Optional.of(CompletableFuture.completedFuture(news));
		}
		if (this.waiting.size() >= MAX_WAITING) {
			return Optional.empty();
		}
		CompletableFuture<List<Message>> reader = new CompletableFuture<>();
		long number = ++this.lastReader;
		this.waiting.put(number, reader);
		reader.whenComplete((result, error) -> forget(number));
		return Optional.of(reader);
	}

	synchronized int waiting() {
		return this.waiting.size();
	}

	@EventListener(ApplicationStartedEvent.class)
	void welcome() {
		add("jtornado", "Welcome. The first line is mine, the next one is yours.");
	}

	/** Sends all readers home, so that nobody's wait holds up the server's stop. */
	@EventListener(ContextClosedEvent.class)
	void close() {
		List<CompletableFuture<List<Message>>> readers;
		synchronized (this) {
			this.closed = true;
			readers = takeWaiting();
		}
		readers.forEach((reader) -> reader.complete(List.of()));
	}

	private List<CompletableFuture<List<Message>>> takeWaiting() {
		List<CompletableFuture<List<Message>>> readers = new ArrayList<>(this.waiting.values());
		this.waiting.clear();
		return readers;
	}

	private synchronized void forget(long reader) {
		this.waiting.remove(reader);
	}

}
