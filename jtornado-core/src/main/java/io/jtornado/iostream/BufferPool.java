package io.jtornado.iostream;

import java.util.ArrayDeque;

import io.jtornado.ioloop.Counter;

/**
 * Arrays for bytes that outlive a read or a write: sizes are powers of two, what is given
 * back is kept up to a bound.
 * <p>
 * <b>Threading:</b> confined to a loop; the counters may be read anywhere.
 */
final class BufferPool {

	private static final int MIN_SHIFT = 6;

	/** No array is smaller. */
	static final int MIN_SIZE = 1 << MIN_SHIFT;

	private static final int MAX_SHIFT = 17;

	private final long maxPooled;

	private final Counter pooled = new Counter();

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private final ArrayDeque<byte[]>[] free = new ArrayDeque[MAX_SHIFT + 1];

	BufferPool(long maxPooled) {
		this.maxPooled = maxPooled;
		for (int shift = MIN_SHIFT; shift <= MAX_SHIFT; shift++) {
			this.free[shift] = new ArrayDeque<>(0);
		}
	}

	/** An array of at least this size; its contents are whatever was there before. */
	byte[] take(int size) {
		int shift = shift(size);
		if (shift > MAX_SHIFT) {
			return new byte[size];
		}
		byte[] array = this.free[shift].pollLast();
		if (array == null) {
			return new byte[1 << shift];
		}
		this.pooled.add(-array.length);
		return array;
	}

	void giveBack(byte[] array) {
		int shift = shift(array.length);
		boolean poolable = shift <= MAX_SHIFT && array.length == 1 << shift;
		if (poolable && this.pooled.get() + array.length <= this.maxPooled) {
			this.free[shift].addLast(array);
			this.pooled.add(array.length);
		}
	}

	long pooled() {
		return this.pooled.get();
	}

	private static int shift(int size) {
		return Math.max(MIN_SHIFT, Integer.SIZE - Integer.numberOfLeadingZeros(size - 1));
	}

}
