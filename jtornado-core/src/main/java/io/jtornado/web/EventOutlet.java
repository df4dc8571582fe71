package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The half of an {@link EventStream} that writes: at once what the client takes, and the
 * rest by way of the queue.
 */
abstract class EventOutlet extends KeptOpen {

	private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

	/** A comment, and the end of an event that has nothing. */
	private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

	/** So much leaves in one write. */
	private static final int BATCH = 16 * 1024;

	private static final int NANOS_PER_MILLI = 1_000_000;

	final Answer answer;

	final StreamGroup group;

	/**
	 * How many events of its broadcast it has been told of, or had come before it; wraps
	 * around.
	 */
	int joined;

	private final EventStreamOptions options;

	private @Nullable EventQueue queue; // null while nothing waits

	private int unflushed; // bytes

	private boolean held; // the client has not taken what was written before

	private int quietSince; // milliseconds that wrap around

	private volatile int dropped;

	private volatile boolean closed;

	EventOutlet(Answer answer, EventStreamOptions options, StreamGroup group) {
		this.answer = answer;
		this.options = options;
		this.group = group;
	}

	/** Sends bytes, or queues them. */
	final CompletionStage<Void> offer(byte[] bytes) {
		if (this.closed) {
			return ended();
		}
		if (mustQueue()) {
			return enqueue(bytes);
		}
		write(bytes);
		CompletionStage<Void> next = flush();
		if (this.closed) {
			return ended();
		}
		return (this.options.slowReader() == SlowReader.WAIT) ? next : DONE;
	}

	/** Takes events of its broadcast, of which so many were before these. */
	final void take(List<Publication> batch, int before) {
		for (int i = Math.max(0, this.joined - before); i < batch.size() && !this.closed; i++) {
			byte[] bytes = batch.get(i).bytes();
			flushIfFull(bytes.length);
			if (mustQueue()) {
				enqueue(bytes);
			}
			else {
				write(bytes);
			}
		}
		this.joined = before + batch.size();
		flush();
	}

	private boolean mustQueue() {
		return this.held || this.queue != null;
	}

	private CompletionStage<Void> enqueue(byte[] bytes) {
		if (!queue().hasRoom(bytes.length, this.options)) {
			switch (this.options.slowReader()) {
				case WAIT -> {
					return refuse();
				}
				case CLOSE -> {
					return closeTooSlow();
				}
				case DROP_OLDEST -> {
					if (!makeRoom(bytes.length)) {
						return DONE;
					}
				}
			}
		}
		boolean awaited = this.options.slowReader() == SlowReader.WAIT;
		CompletableFuture<Void> taken = awaited ? new CompletableFuture<>() : null;
		queue().add(new EventQueue.Entry(bytes, taken));
		return (taken != null) ? taken : DONE;
	}

	private EventQueue queue() {
		if (this.queue == null) {
			this.queue = new EventQueue();
		}
		return this.queue;
	}

	private CompletionStage<Void> refuse() {
		drop(1);
		return CompletableFuture.failedFuture(new IllegalStateException("The queue of the stream is full, at "
				+ queue().size() + " events: wait for the stage that send returns before the next one"));
	}

	private CompletionStage<Void> closeTooSlow() {
		this.group.stats().tooSlowCount.increment();
		drop(1 + queue().size());
		failQueue();
		end();
		return ended();
	}

	/**
	 * Returns whether there is room now. An event that is larger than the queue is
	 * dropped itself: it would not fit beside what had to go for it.
	 */
	private boolean makeRoom(int bytes) {
		if (bytes > this.options.maxQueuedBytes()) {
			drop(1);
			return false;
		}
		while (!queue().hasRoom(bytes, this.options)) {
			drop(1);
			queue().poll();
		}
		return true;
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // written on the loop alone
	private void drop(int events) {
		this.dropped += events;
		this.group.drop(events);
	}

	/** The queue leaves: as far as the client takes it, or whatever it does. */
	private void writeQueued(boolean all) {
		while (this.queue != null && !this.closed) {
			EventQueue.Entry next = this.queue.first();
			flushIfFull((next != null) ? next.bytes().length : 0);
			if (this.held && !all) {
				return;
			}
			if (next == null) {
				this.queue = null;
			}
			else if (this.queue != null) {
				this.queue.poll();
				write(next.bytes());
				next.tell(null);
			}
		}
		flush();
	}

	/** No more than this leaves in one write. */
	private void flushIfFull(int more) {
		if (this.unflushed > 0 && this.unflushed + more > BATCH) {
			flush();
		}
	}

	private void write(byte[] bytes) {
		if (!this.closed) {
			this.answer.write(bytes);
			this.unflushed += bytes.length;
			this.group.stats().sentCount.increment();
		}
	}

	/**
	 * Sends the head, at first, and what was written; returns when whoever waits goes on.
	 */
	final CompletionStage<Void> flush() {
		if (this.closed || (this.unflushed == 0 && this.answer.headersWritten)) {
			return DONE;
		}
		this.unflushed = 0;
		this.quietSince = now();
		try {
			CompletionStage<Void> taken = this.answer.application.lifecycle().writer().flush(this.answer);
			if (this.held || taken.toCompletableFuture().isDone()) {
				return DONE; // if the client has gone, that is told otherwise
			}
			if (this.answer.request.writable()) {
				return taken; // in the next turn, for others' sake: the client reads
			}
			this.held = true;
			taken.thenRun(this::handleTaken);
		}
		catch (RuntimeException ex) {
			this.answer.application.lifecycle().failures().handle(this.answer, ex);
		}
		return DONE;
	}

	private void handleTaken() {
		this.held = false;
		writeQueued(false);
	}

	/**
	 * Called from time to time: a client that has heard nothing for so long hears that.
	 */
	final void beat(int millis) {
		if (!this.closed && !this.held && now() - this.quietSince >= millis) {
			this.answer.write(HEARTBEAT);
			this.unflushed += HEARTBEAT.length;
			flush();
		}
	}

	private int now() {
		return (int) (this.answer.request.ioLoop().now() / NANOS_PER_MILLI);
	}

	/** Ends the answer behind what waits. */
	final void finish() {
		writeQueued(true);
		end();
	}

	private void end() {
		if (!this.closed) {
			try {
				this.answer.application.lifecycle().writer().finish(this.answer);
			}
			catch (RuntimeException ex) {
				this.answer.application.lifecycle().failures().handle(this.answer, ex);
			}
		}
	}

	/** Its client has left before it was opened. */
	final void beginClosed() {
		this.closed = true;
	}

	@Override
	void handleEnd() {
		this.closed = true;
		this.group.remove((EventStream) this);
		failQueue();
	}

	private void failQueue() {
		EventQueue rest = this.queue;
		this.queue = null;
		EventQueue.Entry next = (rest != null) ? rest.poll() : null;
		while (rest != null && next != null) {
			next.tell(new EventStreamClosedException());
			next = rest.poll();
		}
	}

	private static CompletionStage<Void> ended() {
		return CompletableFuture.failedFuture(new EventStreamClosedException());
	}

	/**
	 * Tells whether the stream has ended.
	 * @return whether nothing more can be sent
	 */
	public final boolean closed() {
		return this.closed;
	}

	/**
	 * Returns how many events this client has missed because it did not read fast enough.
	 * @return events that were dropped or refused
	 */
	public final int dropped() {
		return this.dropped;
	}

}
