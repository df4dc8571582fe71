package io.jtornado.httpserver;

import java.util.Arrays;

import io.jtornado.http.Framing;

/**
 * A body in one piece: it grows with what comes, never with what was announced, and every
 * byte of room is counted against the server's budget until the request is done.
 */
final class GatheredBody extends RequestBody {

	/** The longest that an array can be on every virtual machine. */
	private static final int LARGEST = Integer.MAX_VALUE - 8;

	private static final byte[] EMPTY = {};

	/** Room for a body of this length is made at once; longer ones have to earn it. */
	private static final int TRUSTED = 64 * 1024;

	private final MemoryBudget budget;

	private byte[] octets = EMPTY;

	GatheredBody(Framing framing, long max, MemoryBudget budget) {
		super(framing, Math.min(max, LARGEST));
		this.budget = budget;
	}

	/** The content of another body. */
	GatheredBody(long max, MemoryBudget budget) {
		super(Math.min(max, LARGEST));
		this.budget = budget;
	}

	@Override
	void store(byte[] source, int from, int count) {
		int before = (int) length();
		if (count > this.octets.length - before) {
			grow(before + count);
		}
		System.arraycopy(source, from, this.octets, before, count);
	}

	private void grow(int needed) {
		long wanted = Math.max(needed, 2L * this.octets.length);
		if (lengthKnown()) {
			wanted = Math.max(wanted, Math.min(most(), TRUSTED));
		}
		int room = (int) Math.min(wanted, most());
		int more = room - this.octets.length;
		if (!this.budget.tryReserve(more)) {
			throw new OverloadException();
		}
		try {
			this.octets = Arrays.copyOf(this.octets, room);
		}
		catch (OutOfMemoryError ex) { // the budget was larger than what there is
			this.budget.release(more);
			throw new OverloadException();
		}
	}

	/** The body at its exact length. */
	@Override
	byte[] take() {
		int length = (int) length();
		return (length == this.octets.length) ? this.octets : Arrays.copyOf(this.octets, length);
	}

	@Override
	void release() {
		this.budget.release(this.octets.length);
	}

}
