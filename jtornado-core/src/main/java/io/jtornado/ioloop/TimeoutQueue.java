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
 * <p>
 * Every timeout is in its place before it is compared with others: if that fails, for
 * want of stack in a callback that sets a timer from the depth of a recursion, the order
 * suffers and not the heap.
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
			timeout.index = this.size++;
			this.heap[timeout.index] = timeout;
			up(timeout);
		}
		else if (deadline - timeout.key < 0) {
			timeout.settle();
			up(timeout);
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
		int end = --this.size;
		Timeout last = this.heap[end];
		this.heap[end] = null;
		if (last != timeout) {
			this.heap[index] = last;
			last.index = index;
			up(last);
			down(last);
		}
		shrink();
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
			down(first);
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

	private void shrink() {
		if (this.heap.length > INITIAL_CAPACITY && this.size < this.heap.length / 4) {
			this.heap = Arrays.copyOf(this.heap, this.heap.length / 2);
		}
	}

	private void up(Timeout timeout) {
		while (timeout.index > 0) {
			Timeout parent = this.heap[(timeout.index - 1) >>> 1];
			if (!timeout.before(parent)) {
				return;
			}
			exchange(timeout, parent);
		}
	}

	private void down(Timeout timeout) {
		while (2 * timeout.index + 1 < this.size) {
			int left = 2 * timeout.index + 1;
			Timeout child = this.heap[left];
			if (left + 1 < this.size && this.heap[left + 1].before(child)) {
				child = this.heap[left + 1];
			}
			if (!child.before(timeout)) {
				return;
			}
			exchange(timeout, child);
		}
	}

	private void exchange(Timeout one, Timeout two) {
		int index = one.index;
		this.heap[two.index] = one;
		this.heap[index] = two;
		one.index = two.index;
		two.index = index;
	}

}
