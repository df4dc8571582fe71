package io.jtornado.httpserver;

import java.util.Arrays;

import io.jtornado.http.ChunkDecoder;
import io.jtornado.http.ContentCoding;
import io.jtornado.http.Framing;
import io.jtornado.http.HTTPInputException;
import io.jtornado.http.Inflation;
import io.jtornado.http.OctetSink;
import io.jtornado.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A body that is being read: it grows with what comes, never with what was announced, and
 * every byte of room is counted against the server's budget until the request is done.
 */
final class RequestBody implements OctetSink {

	private static final byte[] EMPTY = {};

	/** Room for a body of this length is made at once; longer ones have to earn it. */
	private static final int TRUSTED = 64 * 1024;

	private final MemoryBudget budget;

	private final int max;

	/** Null if the length was announced. */
	private final @Nullable ChunkDecoder chunks;

	private final long announced;

	/** Null unless the body is inflated. */
	private @Nullable Inflation inflation;

	/** Octets of body that have come. */
	private int received;

	private byte[] octets = EMPTY;

	/** Octets of body that are kept: those that have come, or what they became. */
	private int length;

	RequestBody(Framing framing, int max, MemoryBudget budget) {
		this.budget = budget;
		this.max = max;
		this.chunks = framing.chunked() ? new ChunkDecoder(max) : null;
		this.announced = framing.chunked() ? max : framing.contentLength();
		if (this.announced > max) {
			throw new HTTPInputException(Refusal.BODY_TOO_LARGE);
		}
	}

	/** Keeps what the body becomes; called before any of it has come. */
	void inflate(ContentCoding coding) {
		if (!this.budget.tryReserve(Inflation.HELD)) {
			throw new OverloadException();
		}
		try {
			this.inflation = new Inflation(coding, this.max, this::keep);
		}
		catch (OutOfMemoryError ex) { // outside of the heap
			this.budget.release(Inflation.HELD);
			throw new OverloadException();
		}
	}

	/** Reads on; returns the position behind what was read. */
	int read(byte[] source, int from, int to) {
		int end;
		if (this.chunks != null) {
			end = this.chunks.decode(source, from, to, this);
		}
		else {
			end = (int) Math.min(to, from + this.announced - this.received);
			accept(source, from, end);
		}
		if (this.inflation != null && done()) {
			this.inflation.finish();
			endInflation();
		}
		return end;
	}

	boolean done() {
		return (this.chunks != null) ? this.chunks.done() : this.received == this.announced;
	}

	@Override
	public void accept(byte[] source, int from, int to) {
		this.received += to - from;
		if (this.inflation != null) {
			this.inflation.accept(source, from, to);
		}
		else {
			keep(source, from, to);
		}
	}

	private void keep(byte[] source, int from, int to) {
		int count = to - from;
		if (count > this.max - this.length) {
			throw new HTTPInputException(Refusal.BODY_TOO_LARGE);
		}
		if (count > this.octets.length - this.length) {
			grow(this.length + count);
		}
		System.arraycopy(source, from, this.octets, this.length, count);
		this.length += count;
	}

	private void grow(int needed) {
		long wanted = Math.max(needed, 2L * this.octets.length);
		if (this.chunks == null) {
			wanted = Math.max(wanted, Math.min(this.announced, TRUSTED));
		}
		int room = (int) Math.min(wanted, (this.inflation != null) ? this.max : this.announced);
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

	/** How many octets of it have come. */
	int received() {
		return this.received;
	}

	/** The body at its exact length; the array is given away. */
	byte[] take() {
		return (this.length == this.octets.length) ? this.octets : Arrays.copyOf(this.octets, this.length);
	}

	/** Gives the room back to the budget; called once, when the request is done. */
	void release() {
		endInflation();
		this.budget.release(this.octets.length);
	}

	private void endInflation() {
		if (this.inflation != null) {
			this.inflation.close();
			this.inflation = null;
			this.budget.release(Inflation.HELD);
		}
	}

}
