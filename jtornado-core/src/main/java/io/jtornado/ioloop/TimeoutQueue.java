package io.jtornado.ioloop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The timeouts of one loop in an indexed binary heap: each timeout knows its place, so
 * removal costs O(log n) and leaves nothing behind. Moving a deadline to a later time,
 * which is what idle timers do for ever, only writes it down; the timeout sinks to its
 * new place when the old one comes up.
 */
final class TimeoutQueue {

	private static final int INITIAL_CAPACITY = 64;

	private Timeout[] heap = new Timeout[INITIAL_CAPACITY];

	private int size;

	private int nextSequence;

	private final List<Timeout> due = new ArrayList<>(); // the present pass, in order

	private int nextDue;

	int size() {
		return this.size;
	}

	/**
	 * Arms a timeout, or moves one that is already armed.
	 */
	void arm(Timeout timeout, long deadline) {
		if (timeout.index < 0 && this.size == this.heap.length) {
			this.heap = Arrays.copyOf(this.heap, this.size * 2);
		}
		timeout.deadline = deadline;
		timeout.sequence = this.nextSequence++;
		if (timeout.index < 0) {
			timeout.settle();
			up(this.size++, timeout);
		}
		else if (deadline - timeout.key < 0) {
			timeout.settle();
			up(timeout.index, timeout);
		}
	}

	/**
	 * Cancels a timeout; one that has run or was cancelled before is ignored.
	 */
	void remove(Timeout timeout) {
		int index = timeout.index;
		timeout.index = Timeout.OUT;
		if (index < 0) {
			return;
		}
		Timeout last = takeLast();
		if (last == timeout) {
			return;
		}
		if (index > 0 && last.before(this.heap[(index - 1) >>> 1])) {
			up(index, last);
		}
		else {
			down(index, last);
		}
	}

	/**
	 * The next timeout to become due, at its true deadline.
	 */
	@Nullable Timeout first() {
		while (this.size > 0) {
			Timeout first = this.heap[0];
			if (!first.stale()) {
				return first;
			}
			first.settle();
			down(0, first);
		}
		return null;
	}

	/**
	 * Begins a pass: sets aside what is due now. What is armed from here on waits for the
	 * next pass, even when it is due at once.
	 */
	void collectDue(long now) {
		Timeout first = first();
		while (first != null && first.deadline - now <= 0) {
			this.due.add(first);
			remove(first);
			first.index = Timeout.DUE;
			first = first();
		}
	}

	/**
	 * Takes the next timeout of the pass that nobody has cancelled meanwhile.
	 */
	@Nullable Timeout pollDue() {
		while (this.nextDue < this.due.size()) {
			Timeout timeout = this.due.get(this.nextDue++);
			if (timeout.index == Timeout.DUE) {
				timeout.index = Timeout.OUT;
				return timeout;
			}
		}
		this.due.clear();
		this.nextDue = 0;
		return null;
	}

	void clear() {
		this.heap = new Timeout[INITIAL_CAPACITY];
		this.size = 0;
		this.due.clear();
		this.nextDue = 0;
	}

	private Timeout takeLast() {
		Timeout last = this.heap[--this.size];
		this.heap[this.size] = null;
		if (this.heap.length > INITIAL_CAPACITY && this.size < this.heap.length / 4) {
			this.heap = Arrays.copyOf(this.heap, this.heap.length / 2);
		}
		return last;
	}

	private void up(int start, Timeout timeout) {
		int index = start;
		while (index > 0) {
			int parent = (index - 1) >>> 1;
			if (!timeout.before(this.heap[parent])) {
				break;
			}
			place(index, this.heap[parent]);
			index = parent;
		}
		place(index, timeout);
	}

	private void down(int start, Timeout timeout) {
		int index = start;
		while (2 * index + 1 < this.size) {
			int child = 2 * index + 1;
			if (child + 1 < this.size && this.heap[child + 1].before(this.heap[child])) {
				child++;
			}
			if (!this.heap[child].before(timeout)) {
				break;
			}
			place(index, this.heap[child]);
			index = child;
		}
		place(index, timeout);
	}

	private void place(int index, Timeout timeout) {
		this.heap[index] = timeout;
		timeout.index = index;
	}

}
