package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * The receiving side of TLS: from the transport below into the loop's buffer, and from
 * there, record by record, to the reader. Only the beginning of a record, and what the
 * reader has no room for, is kept.
 */
final class SSLInflow {

	private static final int HEADER = 5;

	private static final int CHANGE_CIPHER_SPEC = 20;

	private static final int ALERT = 21;

	private static final int HANDSHAKE = 22;

	/** Each costs more work here than there. */
	private static final int MAX_RECORDS_WITHOUT_DATA = 32;

	private final SSLTransport transport;

	private final Transport below;

	private final SSLBuffers buffers;

	/**
	 * Records that are not complete, or that the reader had no room for: with an engine
	 * never more than two reads bring, before that the client's first message. Whatever
	 * arrives, a single byte too, costs no more than to copy that to and fro.
	 */
	private final PooledBytes kept;

	/** The rest of a record that was opened. */
	private final PooledBytes plain;

	private int recordsWithoutData;

	/** What is kept can be read without more from below, now or when its time comes. */
	private boolean stalled;

	/** It was the reader's want of room that stalled it. */
	private boolean full;

	private boolean belowEnded;

	private boolean begun;

	private boolean ended;

	private boolean truncated;

	SSLInflow(SSLTransport transport, Transport below, SSLBuffers buffers) {
		this.transport = transport;
		this.below = below;
		this.buffers = buffers;
		this.kept = buffers.waitingIn();
		this.plain = buffers.waitingIn();
	}

	/** Reads what there is, as {@link Transport#read} does. */
	int read(ByteBuffer target) throws IOException {
		int start = target.position();
		this.full = false;
		this.plain.moveTo(target);
		if (!target.hasRemaining()) {
			this.full = true;
		}
		else if (!this.ended) {
			readRecords(target);
		}
		int count = target.position() - start;
		return (count == 0 && this.ended) ? -1 : count;
	}

	private void readRecords(ByteBuffer target) throws IOException {
		ByteBuffer records = this.buffers.sealedIn();
		this.kept.moveTo(records);
		if (!this.stalled && !this.belowEnded) {
			records.limit(
					Math.min(records.capacity(), records.position() + Math.max(SSLBuffers.RECORD, target.remaining())));
			this.belowEnded = this.below.read(records) < 0;
		}
		this.stalled = false;
		records.flip();
		this.begun |= records.hasRemaining();
		SSLEngine engine = this.transport.engineFor(records);
		boolean more = engine != null;
		while (engine != null && more) {
			more = advance(engine, records, target);
		}
		if (this.ended) {
			records.position(records.limit());
		}
		else if (this.belowEnded && !this.stalled) {
			this.ended = true;
			this.truncated = true;
			records.position(records.limit());
		}
		this.kept.keep(records);
	}

	/** Takes a step; whether another may follow. */
	private boolean advance(SSLEngine engine, ByteBuffer records, ByteBuffer target) throws IOException {
		switch (this.transport.status(engine)) {
			case NEED_TASK -> {
				this.stalled = true;
				this.transport.beginWork(engine);
				return false;
			}
			case NEED_WRAP -> {
				if (!engine.isOutboundDone()) {
					this.stalled = !this.transport.sendOwn();
					return !this.stalled;
				}
				return open(engine, records, target);
			}
			default -> {
				return open(engine, records, target);
			}
		}
	}

	/** Opens a record; whether there may be another. */
	private boolean open(SSLEngine engine, ByteBuffer records, ByteBuffer target) throws SSLException {
		if (records.remaining() < HEADER || endsBy(records)) {
			return false;
		}
		boolean direct = target.remaining() >= SSLBuffers.RECORD;
		ByteBuffer into = direct ? target : this.buffers.plain();
		SSLEngineResult result = engine.unwrap(records, into);
		this.transport.handleStatus(engine, result.getHandshakeStatus());
		checkWorth(result);
		if (!direct) {
			moveFrom(into.flip(), target);
		}
		return switch (result.getStatus()) {
			case BUFFER_UNDERFLOW -> false;
			case BUFFER_OVERFLOW -> throw new SSLException("A record is longer than the protocol allows");
			case CLOSED -> {
				this.ended = true;
				yield false;
			}
			case OK -> mayGoOn(engine, result, target);
		};
	}

	private boolean mayGoOn(SSLEngine engine, SSLEngineResult result, ByteBuffer target) {
		if (!target.hasRemaining()) {
			this.stalled = true;
			this.full = true;
			return false;
		}
		return result.bytesConsumed() > 0 || result.getHandshakeStatus() == HandshakeStatus.NEED_TASK
				|| (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone());
	}

	private void moveFrom(ByteBuffer source, ByteBuffer target) {
		int count = Math.min(source.remaining(), target.remaining());
		target.put(target.position(), source, source.position(), count);
		target.position(target.position() + count);
		source.position(source.position() + count);
		this.plain.keep(source);
	}

	/**
	 * Before TLS 1.3 a record says what is in it. The peer may not negotiate again. Its
	 * close_notify is kept from the engine, which would end this side as well: a peer
	 * that has ended its side still gets its answer.
	 */
	private boolean endsBy(ByteBuffer records) throws SSLException {
		if (this.transport.hidesTypes()) {
			return false;
		}
		int type = records.get(records.position());
		if (type == HANDSHAKE || type == CHANGE_CIPHER_SPEC) {
			throw new SSLException("The peer wants to negotiate again");
		}
		this.ended = type == ALERT;
		return this.ended;
	}

	private void checkWorth(SSLEngineResult result) throws SSLException {
		if (result.bytesProduced() > 0 || this.transport.handshaking()) {
			this.recordsWithoutData = 0;
		}
		else if (result.bytesConsumed() > 0 && ++this.recordsWithoutData > MAX_RECORDS_WITHOUT_DATA) {
			throw new SSLException("Too many records without data");
		}
	}

	/** Reads and forgets; whether more may come. */
	boolean discard() throws IOException {
		ByteBuffer bytes = this.buffers.sealedIn();
		this.belowEnded = this.below.read(bytes) < 0;
		return !this.belowEnded;
	}

	boolean stalled() {
		return this.stalled;
	}

	/** Whether a read would bring something without anything from below. */
	boolean readable() {
		return this.full || this.ended;
	}

	/** Whether anything has come at all. */
	boolean begun() {
		return this.begun;
	}

	boolean belowEnded() {
		return this.belowEnded;
	}

	boolean truncated() {
		return this.truncated;
	}

	void release() {
		this.kept.release();
		this.plain.release();
	}

}
