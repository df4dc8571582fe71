package io.jtornado.iostream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/** A client of TLS: an engine of the JDK between the test and any kind of wire. */
public final class SSLPeer implements IOStreamContractTests.Peer {

	/** Where the records go to and come from. */
	public interface Wire {

		/** What has come since. */
		byte[] take();

		boolean sawEnd();

		void put(byte[] bytes);

		void end();

		void reset();

	}

	private final SSLEngine engine;

	private final Wire wire;

	private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private final ByteBuffer out = ByteBuffer.allocate(64 * 1024);

	private final ByteBuffer plain = ByteBuffer.allocate(64 * 1024);

	private byte[] incoming = {};

	private boolean ending;

	private boolean silently;

	private boolean ended;

	/** Why the engine gave up. */
	@Nullable SSLException failure;

	public SSLPeer(SSLContext context, String protocol, Wire wire) {
		this.engine = context.createSSLEngine("localhost", 443);
		this.engine.setUseClientMode(true);
		this.engine.setEnabledProtocols(new String[] { protocol });
		this.wire = wire;
	}

	public SSLEngine engine() {
		return this.engine;
	}

	/** Why the engine gave up; null if it did not. */
	public @Nullable SSLException failure() {
		return this.failure;
	}

	/** Does what can be done; whether that was anything. */
	public boolean turn() {
		boolean progress = false;
		try {
			while (step()) {
				progress = true;
			}
		}
		catch (SSLException ex) {
			this.failure = ex;
			this.incoming = new byte[0];
		}
		return progress;
	}

	private boolean step() throws SSLException {
		byte[] come = this.wire.take();
		this.incoming = Arrays.copyOf(this.incoming, this.incoming.length + come.length);
		System.arraycopy(come, 0, this.incoming, this.incoming.length - come.length, come.length);
		if (this.failure != null) {
			return false;
		}
		if (this.engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
			this.engine.getDelegatedTask().run();
			return true;
		}
		return wrap() | unwrap() | sayGoodbye();
	}

	private boolean mayWrap() {
		HandshakeStatus status = this.engine.getHandshakeStatus();
		boolean idle = status == HandshakeStatus.NOT_HANDSHAKING && !this.engine.isOutboundDone();
		boolean begins = idle && this.engine.getSession().getProtocol().equals("NONE");
		return status == HandshakeStatus.NEED_WRAP || begins || (idle && this.unsent.size() > 0);
	}

	private boolean wrap() throws SSLException {
		if (!mayWrap()) {
			return false;
		}
		ByteBuffer source = ByteBuffer.wrap(this.unsent.toByteArray());
		SSLEngineResult result = this.engine.wrap(source, this.out.clear());
		this.unsent.reset();
		this.unsent.write(source.array(), source.position(), source.remaining());
		this.wire.put(Arrays.copyOf(this.out.array(), this.out.position()));
		return result.bytesProduced() > 0 || result.getHandshakeStatus() == HandshakeStatus.NEED_TASK;
	}

	private boolean unwrap() throws SSLException {
		if (this.engine.isInboundDone() || (this.incoming.length == 0
				&& this.engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP_AGAIN)) {
			return false;
		}
		ByteBuffer source = ByteBuffer.wrap(this.incoming);
		SSLEngineResult result = this.engine.unwrap(source, this.plain.clear());
		this.incoming = Arrays.copyOfRange(this.incoming, source.position(), this.incoming.length);
		this.received.write(this.plain.array(), 0, this.plain.position());
		return result.bytesConsumed() > 0 || result.getHandshakeStatus() == HandshakeStatus.NEED_TASK;
	}

	private boolean sayGoodbye() throws SSLException {
		boolean open = this.engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
				&& !this.engine.getSession().getProtocol().equals("NONE");
		if (!this.ending || this.ended || !open || this.unsent.size() > 0) {
			return false;
		}
		this.ended = true;
		if (!this.silently) {
			this.engine.closeOutbound();
			this.engine.wrap(ByteBuffer.allocate(0), this.out.clear());
			this.wire.put(Arrays.copyOf(this.out.array(), this.out.position()));
		}
		this.wire.end();
		return true;
	}

	@Override
	public void send(byte[] bytes) {
		this.unsent.writeBytes(bytes);
		turn();
	}

	@Override
	public void end() {
		this.ending = true;
		turn();
	}

	/** Ends without a goodbye. */
	void endSilently() {
		this.silently = true;
		end();
	}

	@Override
	public void reset() {
		this.wire.reset();
	}

	@Override
	public byte[] received() {
		turn();
		return this.received.toByteArray();
	}

	@Override
	public boolean sawEnd() {
		turn();
		return this.wire.sawEnd();
	}

	/** Whether the other side has said goodbye. */
	boolean sawGoodbye() {
		turn();
		return this.engine.isInboundDone() && this.failure == null;
	}

}
