package io.jtornado.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Events that wait until their client takes them: references to bytes that the streams
 * share. It exists only while there are such events.
 */
final class EventQueue {

	/**
	 * An event in the queue, and whom to tell when it leaves, if anybody waits for that.
	 */
	static final class Entry {

		private final byte[] bytes;

		private final @Nullable CompletableFuture<Void> taken;

		Entry(byte[] bytes, @Nullable CompletableFuture<Void> taken) {
			this.bytes = bytes;
			this.taken = taken;
		}

		byte[] bytes() {
			return this.bytes;
		}

		/** It has left, or never will. */
		void tell(@Nullable Throwable failure) {
			if (this.taken != null && failure != null) {
				this.taken.completeExceptionally(failure);
			}
			else if (this.taken != null) {
				this.taken.complete(null);
			}
		}

	}

	private final Deque<Entry> entries = new ArrayDeque<>(4);

	private int bytes;

	boolean hasRoom(int more, EventStreamOptions options) {
		return this.entries.size() < options.maxQueued() && more <= options.maxQueuedBytes() - this.bytes;
	}

	void add(Entry entry) {
		this.entries.addLast(entry);
		this.bytes += entry.bytes().length;
	}

	@Nullable Entry first() {
		return this.entries.peekFirst();
	}

	@Nullable Entry poll() {
		Entry entry = this.entries.pollFirst();
		if (entry != null) {
			this.bytes -= entry.bytes().length;
		}
		return entry;
	}

	int size() {
		return this.entries.size();
	}

}
