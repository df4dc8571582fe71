package io.jtornado.faults;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.web.Blocking;
import io.jtornado.web.BodyLimits;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.StreamRequestBody;

/** Bodies larger than the memory of who serves them. */
final class LargeTargets {

	/** After so many bytes the pattern begins again. */
	static final int PERIOD = 251;

	static final int PIECE = 1024 * PERIOD;

	private static final byte[] PATTERN = pattern();

	private LargeTargets() {
	}

	/** What all bodies consist of, again and again. */
	static byte[] pattern() {
		byte[] pattern = new byte[PIECE];
		for (int i = 0; i < PIECE; i++) {
			pattern[i] = (byte) (i % PERIOD);
		}
		return pattern;
	}

	/**
	 * Says how long the body was, and how many of its chunks were not as they should be.
	 */
	@StreamRequestBody
	@BodyLimits(maxSize = Long.MAX_VALUE, timeout = 20)
	static class Upload extends RequestHandler {

		private long length;

		private long wrong;

		private int chunks;

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			int count = chunk.remaining();
			ByteBuffer expected = ByteBuffer.wrap(PATTERN, (int) (this.length % PERIOD), count);
			this.wrong += chunk.equals(expected) ? 0 : 1;
			this.length += count;
			this.chunks++;
			return (this.chunks % 64 == 0) ? CompletableFuture.runAsync(Thread::yield) : null;
		}

		String post() {
			return this.length + " bytes, " + this.wrong + " chunks wrong";
		}

	}

	/** On the loop, piece by piece. */
	static class Download extends RequestHandler {

		private final CompletableFuture<Void> sent = new CompletableFuture<>();

		CompletionStage<?> get(long bytes) {
			setHeader("Content-Length", bytes);
			send(0, bytes);
			return this.sent.thenRun(this::finish);
		}

		private void send(long from, long to) {
			long position = from;
			CompletableFuture<Void> flushed = CompletableFuture.completedFuture(null);
			while (position < to && flushed.isDone()) {
				byte[] piece = piece(position, to);
				position += piece.length;
				write(piece);
				flushed = flush().toCompletableFuture();
			}
			long reached = position;
			flushed.whenComplete((none, failure) -> {
				if (failure != null) {
					this.sent.completeExceptionally(failure);
				}
				else if (reached < to) {
					send(reached, to);
				}
				else {
					this.sent.complete(null);
				}
			});
		}

	}

	/** On a worker, which waits for the client. */
	static class WorkerDownload extends RequestHandler {

		@Blocking
		void get(long bytes) {
			setHeader("Content-Length", bytes);
			for (long position = 0; position < bytes; position += PIECE) {
				write(piece(position, bytes));
				flush().toCompletableFuture().join();
			}
		}

	}

	private static byte[] piece(long from, long to) {
		return Arrays.copyOf(PATTERN, (int) Math.min(PIECE, to - from));
	}

}
