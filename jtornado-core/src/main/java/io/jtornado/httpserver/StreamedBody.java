package io.jtornado.httpserver;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.Framing;

/**
 * A body that goes to a {@link BodyReceiver} as it comes. The receiver may look at a
 * chunk for longer than the loop's input stays as it is, so that it gets a copy: in room
 * of the body's own, which is used again for each chunk.
 */
final class StreamedBody extends RequestBody {

	private static final byte[] EMPTY = {};

	private final BodyReading reading;

	private final BodyReceiver receiver;

	private final MemoryBudget budget;

	private byte[] room = EMPTY;

	StreamedBody(BodyReading reading, BodyReceiver receiver, Framing framing, long max, MemoryBudget budget) {
		super(framing, max);
		this.reading = reading;
		this.receiver = receiver;
		this.budget = budget;
	}

	/** The content of another body. */
	StreamedBody(BodyReading reading, BodyReceiver receiver, long max, MemoryBudget budget) {
		super(max);
		this.reading = reading;
		this.receiver = receiver;
		this.budget = budget;
	}

	@Override
	void store(byte[] source, int from, int count) {
		if (!this.reading.isWanted() || count == 0) {
			return; // it was answered at an earlier chunk of what has come at once
		}
		if (count > this.room.length) {
			grow(count);
		}
		System.arraycopy(source, from, this.room, 0, count);
		try {
			CompletionStage<?> stage = this.receiver
				.dataReceived(ByteBuffer.wrap(this.room, 0, count).slice().asReadOnlyBuffer());
			if (stage != null) {
				this.reading.hold(stage);
			}
		}
		catch (Throwable ex) { // whatever the application throws
			this.reading.handleFailure(ex);
		}
	}

	private void grow(int needed) {
		if (!this.budget.tryReserve(needed - this.room.length)) {
			throw new OverloadException();
		}
		this.room = new byte[needed];
	}

	@Override
	void release() {
		this.budget.release(this.room.length);
	}

}
