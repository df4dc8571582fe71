package io.jtornado.ioloop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A number that one thread writes and any thread reads, as cheap as a plain field:
 * readers see a recent value, never a torn one, and nobody pays for a fence.
 * <p>
 * <b>Threading:</b> {@link #add} and {@link #increment} belong to one thread at a time
 * (usually the loop's); {@link #get} may be called from any thread.
 */
public final class Counter {

	private static final VarHandle VALUE;

	static {
		try {
			VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private long value;

	/**
	 * Makes a counter that stands at zero.
	 */
	public Counter() {
	}

	/**
	 * Adds to the value.
	 * @param n what to add; may be negative
	 */
	public void add(long n) {
		VALUE.setOpaque(this, this.value + n);
	}

	/**
	 * Adds one.
	 */
	public void increment() {
		add(1);
	}

	/**
	 * Returns the value.
	 * @return a value that was true a moment ago
	 */
	public long get() {
		return (long) VALUE.getOpaque(this);
	}

	void set(long value) {
		VALUE.setOpaque(this, value);
	}

}
