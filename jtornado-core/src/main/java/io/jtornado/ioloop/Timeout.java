package io.jtornado.ioloop;

/**
 * A callback that a loop runs at a deadline; made by {@link IOLoop#callLater} and
 * {@link IOLoop#callAt}, cancelled by {@link IOLoop#removeTimeout}, moved by
 * {@link IOLoop#rearm}.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
public final class Timeout {

	/** Neither in the heap nor about to run. */
	static final int OUT = -1;

	/** Taken from the heap to run in the present pass. */
	static final int DUE = -2;

	final Runnable callback;

	long deadline; // what was asked for

	int sequence; // the order of arming, for ties

	long key; // the deadline its place in the heap stands for; never after deadline

	int keySequence; // differs from sequence while its place in the heap is out of date

	int index = OUT; // its place in the heap

	Timeout(Runnable callback, long deadline) {
		this.callback = callback;
		this.deadline = deadline;
	}

	/**
	 * When the callback is due, or was when it has run.
	 * @return nanoseconds on the scale of the loop's {@link Clock#nanoTime()}
	 */
	public long deadline() {
		return this.deadline;
	}

	boolean stale() {
		return this.sequence != this.keySequence;
	}

	void settle() {
		this.key = this.deadline;
		this.keySequence = this.sequence;
	}

	boolean before(Timeout other) {
		long difference = this.key - other.key;
		return (difference != 0) ? difference < 0 : this.keySequence - other.keySequence < 0;
	}

}
