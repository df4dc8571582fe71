package io.jtornado.httpserver;

import io.jtornado.http.ChunkDecoder;
import io.jtornado.http.Framing;
import io.jtornado.http.HTTPInputException;
import io.jtornado.http.OctetSink;
import io.jtornado.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A body that is being read, freed of its framing and held to its limit. Where its bytes
 * go is up to the kinds: {@link GatheredBody}, {@link StreamedBody}, and
 * {@link InflatedBody} in front of one of these.
 */
abstract class RequestBody implements OctetSink {

	private static final byte[] EMPTY = {};

	private final long max;

	/** Null if the length was announced. */
	private final @Nullable ChunkDecoder chunks;

	private final long announced;

	private final boolean lengthKnown;

	private long length;

	/** Throws HTTPInputException if more is announced than may come. */
	RequestBody(Framing framing, long max) {
		this.max = max;
		this.chunks = framing.chunked() ? new ChunkDecoder(max) : null;
		this.lengthKnown = !framing.chunked();
		this.announced = framing.chunked() ? max : framing.contentLength();
		if (this.announced > max) {
			throw new HTTPInputException(Refusal.BODY_TOO_LARGE);
		}
	}

	/** The content of another body, which finds its bytes. */
	RequestBody(long max) {
		this.max = max;
		this.chunks = null;
		this.lengthKnown = false;
		this.announced = max;
	}

	/** Reads on; returns the position behind what was read. */
	int read(byte[] source, int from, int to) {
		if (this.chunks != null) {
			return this.chunks.decode(source, from, to, this);
		}
		int end = (int) Math.min(to, from + this.announced - this.length);
		accept(source, from, end);
		return end;
	}

	final boolean done() {
		return (this.chunks != null) ? this.chunks.done() : this.length == this.announced;
	}

	/** While it reads: nothing more than what is being accepted. */
	void pause() {
		if (this.chunks != null) {
			this.chunks.pause();
		}
	}

	/** After a pause: goes on with what has been read already. */
	void resume() {
		// Nothing has but what was accepted.
	}

	@Override
	public final void accept(byte[] source, int from, int to) {
		int count = to - from;
		if (count > this.max - this.length) {
			throw new HTTPInputException(Refusal.BODY_TOO_LARGE);
		}
		store(source, from, count);
		this.length += count;
	}

	/** Takes the bytes behind the {@link #length()} that were stored before. */
	abstract void store(byte[] source, int from, int count);

	final long max() {
		return this.max;
	}

	final long length() {
		return this.length;
	}

	/** The most bytes there can be: the announced length, or the limit. */
	final long most() {
		return this.announced;
	}

	final boolean lengthKnown() {
		return this.lengthKnown;
	}

	/** What was kept of it; the array is given away. */
	byte[] take() {
		return EMPTY;
	}

	/** Gives the room back to the budget; called once, when the request is done. */
	abstract void release();

}
