package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * The sending side of TLS: from plaintext into records, as many at a time as the loop's
 * buffer takes. What the transport below does not take of them is held, and nothing new
 * is sealed before it has left.
 * <p>
 * Plaintext counts as taken only as far as its records have left: the last bytes of it
 * are offered again by the writer and passed over here. So what the writer takes for
 * unsent is unsent, and its times and bounds hold without knowing of records.
 */
final class SSLOutflow {

	private static final ByteBuffer[] NOTHING = { ByteBuffer.allocate(0) };

	private final Transport below;

	private final SSLBuffers buffers;

	private final PooledBytes held;

	private @Nullable SSLEngine engine;

	/** Plaintext that is sealed but not taken yet; the writer will offer it again. */
	private int sealed;

	/** The writer has ended its side. */
	private boolean ending;

	private boolean goodbyeSaid;

	SSLOutflow(Transport below, SSLBuffers buffers) {
		this.below = below;
		this.buffers = buffers;
		this.held = buffers.waitingOut();
	}

	void start(SSLEngine begun) {
		this.engine = begun;
	}

	boolean holds() {
		return !this.held.isEmpty();
	}

	/** Seals and sends the sources; returns how many of their bytes were taken. */
	long write(ByteBuffer[] sources, int count) throws IOException {
		long taken = 0;
		boolean more = flush();
		taken += passOver(sources, count);
		while (more && hasRemaining(sources, count)) {
			more = seal(sources, count);
			taken += passOver(sources, count);
		}
		return taken;
	}

	/** Seals a batch and sends it; whether it has left. */
	private boolean seal(ByteBuffer[] sources, int count) throws IOException {
		int[] positions = this.buffers.positions(sources, count);
		ByteBuffer out = this.buffers.sealedOut();
		boolean more = true;
		while (more && out.remaining() >= SSLBuffers.RECORD && hasRemaining(sources, count)) {
			SSLEngineResult result = wrap(sources, count, out);
			if (result.getStatus() == Status.CLOSED) {
				throw new SSLException("This side has ended");
			}
			this.sealed += result.bytesConsumed();
			more = result.bytesProduced() > 0;
		}
		for (int i = 0; i < count; i++) {
			sources[i].position(positions[i]);
		}
		boolean produced = out.position() > 0;
		return send(out) && produced;
	}

	/** Moves past what was sealed, as far as it has left. */
	private long passOver(ByteBuffer[] sources, int count) {
		int waiting = Math.min(this.sealed, this.held.length());
		int taken = this.sealed - waiting;
		this.sealed = waiting;
		int rest = taken;
		for (int i = 0; i < count && rest > 0; i++) {
			int step = Math.min(rest, sources[i].remaining());
			sources[i].position(sources[i].position() + step);
			rest -= step;
		}
		return taken;
	}

	private static boolean hasRemaining(ByteBuffer[] sources, int count) {
		for (int i = 0; i < count; i++) {
			if (sources[i].hasRemaining()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Sends what the engine itself has to say: steps of the handshake, new keys, alerts;
	 * whether all of it has left.
	 */
	boolean sendOwn() throws IOException {
		return flush() && sealOwn();
	}

	private boolean sealOwn() throws IOException {
		ByteBuffer out = this.buffers.sealedOut();
		boolean more = true;
		while (more && out.remaining() >= SSLBuffers.RECORD) {
			SSLEngineResult result = wrap(NOTHING, 1, out);
			more = result.bytesProduced() > 0 && result.getStatus() == Status.OK
					&& result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
		}
		return send(out);
	}

	/** What a peer has sent may be news to the engine, which fails then as it likes. */
	private SSLEngineResult wrap(ByteBuffer[] sources, int count, ByteBuffer out) throws SSLException {
		try {
			return engine().wrap(sources, 0, count, out);
		}
		catch (RuntimeException ex) {
			throw new SSLException("The engine failed", ex);
		}
	}

	private boolean send(ByteBuffer out) throws IOException {
		out.flip();
		if (out.hasRemaining()) {
			this.below.write(this.buffers.single(out), 1);
			this.held.keep(out);
		}
		return this.held.isEmpty();
	}

	/** Sends bytes as they are; nothing may be held. */
	void sendPlain(byte[] bytes) throws IOException {
		ByteBuffer out = this.buffers.sealedOut();
		out.put(bytes, 0, Math.min(bytes.length, out.remaining()));
		send(out);
	}

	/** Sends what is held; whether nothing is left. */
	boolean flush() throws IOException {
		if (!this.held.isEmpty()) {
			ByteBuffer view = this.held.view();
			int before = view.remaining();
			this.below.write(this.buffers.single(view), 1);
			this.held.skip(before - view.remaining());
		}
		if (this.ending && this.held.isEmpty()) {
			sayGoodbye();
			if (this.held.isEmpty()) {
				this.ending = false;
				this.below.shutdownOutput();
			}
		}
		return this.held.isEmpty();
	}

	/** Ends this side behind what is held, with a word of goodbye. */
	void end() throws IOException {
		this.ending = true;
		flush();
	}

	/** Tells the peer that this is the end and not a truncation (close_notify). */
	void sayGoodbye() throws IOException {
		if (this.engine != null && !this.goodbyeSaid && this.held.isEmpty()) {
			this.goodbyeSaid = true;
			try {
				this.engine.closeOutbound();
			}
			catch (RuntimeException ex) {
				throw new SSLException("The engine failed", ex);
			}
			sealOwn();
		}
	}

	void release() {
		this.held.release();
	}

	private SSLEngine engine() throws SSLException {
		SSLEngine begun = this.engine;
		if (begun == null) {
			throw new SSLException("The handshake has not begun");
		}
		return begun;
	}

}
