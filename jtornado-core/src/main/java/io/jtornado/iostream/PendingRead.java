package io.jtornado.iostream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A read that waits for its end. Each kind looks at the bytes so far and says where it
 * ends.
 */
sealed interface PendingRead {

	/** The read needs more bytes. */
	int MORE = -1;

	/** How many of the bytes in {@code [from, to)} it takes, or {@link #MORE}. */
	int end(byte[] bytes, int from, int to);

	/** Most bytes it may wait for. */
	int maxBytes();

	/**
	 * How many bytes it takes when the stream has ended, or {@link #MORE} if it has
	 * failed.
	 */
	default int endAtClose(int available) {
		return MORE;
	}

	/** Tornado's {@code read_until}. */
	final class UntilDelimiter implements PendingRead {

		private final byte[] delimiter;

		private final int maxBytes;

		/** Bytes that are known not to hold the delimiter's first byte in a match. */
		private int searched;

		UntilDelimiter(byte[] delimiter, int maxBytes) {
			if (delimiter.length == 0) {
				throw new IllegalArgumentException("The delimiter is empty");
			}
			this.delimiter = delimiter;
			this.maxBytes = maxBytes;
		}

		@Override
		public int end(byte[] bytes, int from, int to) {
			int last = Math.min(to, from + this.maxBytes) - this.delimiter.length;
			for (int i = from + this.searched; i <= last; i++) {
				if (matches(bytes, i)) {
					return i + this.delimiter.length - from;
				}
			}
			this.searched = Math.max(0, last + 1 - from);
			return MORE;
		}

		private boolean matches(byte[] bytes, int at) {
			for (int i = 0; i < this.delimiter.length; i++) {
				if (bytes[at + i] != this.delimiter[i]) {
					return false;
				}
			}
			return true;
		}

		@Override
		public int maxBytes() {
			return this.maxBytes;
		}

	}

	/** Tornado's {@code read_until_regex}. */
	record UntilRegex(Pattern regex, int maxBytes) implements PendingRead {

		@Override
		public int end(byte[] bytes, int from, int to) {
			int length = Math.min(to - from, this.maxBytes);
			Matcher matcher = this.regex
				.matcher(StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(bytes, from, length)));
			return matcher.find() ? matcher.end() : MORE;
		}

	}

	/** Tornado's {@code read_bytes}. */
	record Exactly(int count) implements PendingRead {

		public Exactly {
			if (count < 0) {
				throw new IllegalArgumentException("Cannot read " + count + " bytes");
			}
		}

		@Override
		public int end(byte[] bytes, int from, int to) {
			return (to - from >= this.count) ? this.count : MORE;
		}

		@Override
		public int maxBytes() {
			return Integer.MAX_VALUE;
		}

	}

	/** Tornado's {@code read_bytes(n, partial=True)}. */
	record AtMost(int maxBytes) implements PendingRead {

		public AtMost {
			if (maxBytes <= 0) {
				throw new IllegalArgumentException("Cannot read " + maxBytes + " bytes");
			}
		}

		@Override
		public int end(byte[] bytes, int from, int to) {
			return (to > from) ? Math.min(to - from, this.maxBytes) : MORE;
		}

	}

	/** Tornado's {@code read_until_close}. */
	record UntilClose(int maxBytes) implements PendingRead {

		@Override
		public int end(byte[] bytes, int from, int to) {
			return MORE;
		}

		@Override
		public int endAtClose(int available) {
			return available;
		}

	}

}
