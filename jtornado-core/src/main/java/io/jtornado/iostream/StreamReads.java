package io.jtornado.iostream;

import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * The part of an {@link IOStream} by which a protocol asks for what comes next: Tornado's
 * {@code read...} methods. One read is pending at a time.
 */
abstract sealed class StreamReads permits StreamWrites {

	/** Serves the reads; throws IllegalStateException if the bytes go elsewhere. */
	abstract PullReader puller();

	/**
	 * Reads up to and including a delimiter.
	 * @param delimiter the bytes that end the read
	 * @return completes with the bytes; fails with {@link StreamClosedException} or,
	 * beyond the stream's bound, with {@link UnsatisfiableReadException}
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readUntil(byte[] delimiter) {
		return readUntil(delimiter, puller().maxBufferSize());
	}

	/**
	 * Reads up to and including a delimiter, within a bound.
	 * @param delimiter the bytes that end the read
	 * @param maxBytes most bytes of it, delimiter included
	 * @return as {@link #readUntil(byte[])}
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readUntil(byte[] delimiter, int maxBytes) {
		return puller().read(new PendingRead.UntilDelimiter(delimiter.clone(), maxBytes));
	}

	/**
	 * Reads up to and including the first match of an expression over the bytes as
	 * ISO-8859-1.
	 * @param regex the expression
	 * @param maxBytes most bytes of it, the match included
	 * @return as {@link #readUntil(byte[])}
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readUntilRegex(Pattern regex, int maxBytes) {
		return puller().read(new PendingRead.UntilRegex(regex, maxBytes));
	}

	/**
	 * Reads exactly this many bytes.
	 * @param count 0 or more
	 * @return completes with the bytes; fails with {@link StreamClosedException}
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readBytes(int count) {
		return puller().read(new PendingRead.Exactly(count));
	}

	/**
	 * Reads what is there, one byte at least. Tornado's
	 * {@code read_bytes(n, partial=True)}.
	 * @param maxBytes most bytes
	 * @return completes with the bytes; fails with {@link StreamClosedException}
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readPartial(int maxBytes) {
		return puller().read(new PendingRead.AtMost(maxBytes));
	}

	/**
	 * Reads all that comes until the peer ends its side or the stream is closed.
	 * @return completes with the bytes
	 * @throws IllegalStateException if a read is pending
	 */
	public CompletionStage<byte[]> readUntilClose() {
		PullReader puller = puller();
		return puller.read(new PendingRead.UntilClose(puller.maxBufferSize()));
	}

}
