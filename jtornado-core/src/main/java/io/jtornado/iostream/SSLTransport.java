package io.jtornado.iostream;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Function;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * TLS on another transport, the server's side: {@link SSLInflow} opens records,
 * {@link SSLOutflow} seals them, and here is the handshake that comes before, driven by
 * reading. Its long steps run elsewhere, and meanwhile nothing is read.
 */
final class SSLTransport implements Transport, Transport.ReadyHandler {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private final IOLoop loop;

	private final Transport below;

	private final SSLOptions options;

	private final SSLInflow in;

	private final SSLOutflow out;

	private @Nullable ReadyHandler handler;

	/** Only while a name is waited for. */
	private @Nullable ClientHelloReader helloReader;

	private @Nullable SSLEngine engine;

	/** There will be no handshake. */
	private @Nullable SSLRefusal refusal;

	private @Nullable Throwable workFailure;

	private boolean handshaking = true;

	private boolean hidesTypes = true;

	/**
	 * A step of the handshake is under way elsewhere: the engine is not to be touched.
	 */
	private boolean working;

	private boolean telling;

	private boolean endTold;

	private boolean closed;

	/** What the stream wants to be told, and what the transport below is to tell. */
	private int asked = IOLoop.READ;

	private int askedBelow = IOLoop.READ;

	SSLTransport(IOLoop loop, Transport below, SSLOptions options) {
		this.loop = loop;
		this.below = below;
		this.options = options;
		SSLBuffers buffers = SSLBuffers.of(loop);
		this.in = new SSLInflow(this, below, buffers);
		this.out = new SSLOutflow(below, buffers);
	}

	@Override
	public void open(IOLoop loop, ReadyHandler handler) throws IOException {
		this.handler = handler;
		this.below.open(loop, this);
	}

	// Readiness

	@Override
	public void handleReady(int events) {
		if ((events & IOLoop.ERROR) != 0 || ((events & IOLoop.WRITE) != 0 && !tryFlush())) {
			tell(IOLoop.ERROR);
			return;
		}
		int wanted = this.handshaking ? IOLoop.READ : this.asked;
		boolean resumes = this.handshaking || this.in.stalled();
		tell(wanted & (resumes ? events | IOLoop.READ : events));
		updateInterest();
	}

	private boolean tryFlush() {
		try {
			this.out.flush();
			return true;
		}
		catch (IOException ex) {
			LOGGER.debug("The connection of {} is lost", remoteAddress(), ex);
			return false;
		}
	}

	private void tell(int events) {
		if (this.handler != null && !this.closed) {
			this.handler.handleReady(events);
		}
	}

	/** What is here already is told as a selector would. */
	private void tellSoon() {
		if (readable() && (this.asked & IOLoop.READ) != 0 && !this.telling && !this.closed) {
			this.telling = true;
			this.loop.addCallback(() -> {
				this.telling = false;
				if (readable()) {
					tell(this.asked & IOLoop.READ);
				}
			});
		}
	}

	/** Whether a read would go on without anything from below. */
	private boolean readable() {
		boolean goesOn = this.in.readable() || (this.in.stalled() && !this.out.holds());
		return goesOn && !this.endTold && !this.working && this.refusal == null;
	}

	@Override
	public void interest(int events) {
		this.asked = events;
		updateInterest();
		tellSoon();
	}

	private void updateInterest() {
		if (this.closed) {
			return;
		}
		boolean reads = this.refusal != null
				|| (!this.in.stalled() && !this.working && (this.handshaking || (this.asked & IOLoop.READ) != 0));
		boolean writes = this.out.holds() || (!this.handshaking && (this.asked & IOLoop.WRITE) != 0);
		int events = (reads && !this.in.belowEnded() ? IOLoop.READ : 0) | (writes ? IOLoop.WRITE : 0);
		if (events != this.askedBelow) {
			this.askedBelow = events;
			this.below.interest(events);
		}
	}

	// Reading, and by it the handshake

	@Override
	public boolean opening() {
		return this.handshaking;
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		if (this.working) {
			return 0;
		}
		try {
			int count = (this.refusal == null) ? this.in.read(target) : this.refusal.linger(this.in);
			if (count < 0 && this.handshaking) {
				throw leftEarly();
			}
			this.endTold = count < 0;
			return count;
		}
		catch (SSLException ex) {
			return handleFailure(ex);
		}
		catch (RuntimeException ex) { // what a peer sends may be news to the engine
			return handleFailure(new SSLException("The engine failed", ex));
		}
		finally {
			updateInterest();
			tellSoon();
		}
	}

	/** Whoever only looks whether somebody listens does not fail to agree on anything. */
	private IOException leftEarly() {
		return (this.engine == null && !this.in.begun()) ? new EOFException("The peer left without a word")
				: new SSLException("The peer left during the handshake");
	}

	/** The engine, chosen by what the client says first; null: not enough has come. */
	@Nullable SSLEngine engineFor(ByteBuffer records) throws SSLException {
		if (this.workFailure != null) {
			throw new SSLException("A step of the handshake failed", this.workFailure);
		}
		if (this.engine == null && records.hasRemaining()) {
			byte first = records.get(records.position());
			if (first > 0 && Character.isLetter(first)) {
				throw new PlaintextException();
			}
			ClientHello hello = this.options.contexts().byName() ? readHello(records) : ClientHello.NAMELESS;
			if (hello != null) {
				this.helloReader = null;
				this.engine = this.options.serverEngine(hello.serverName());
				this.out.start(this.engine);
				this.engine.beginHandshake();
			}
		}
		return this.engine;
	}

	private @Nullable ClientHello readHello(ByteBuffer records) {
		ClientHelloReader reading = this.helloReader;
		if (reading == null) {
			reading = new ClientHelloReader();
			this.helloReader = reading;
		}
		return reading.read(records);
	}

	HandshakeStatus status(SSLEngine begun) {
		HandshakeStatus status = begun.getHandshakeStatus();
		handleStatus(begun, status);
		return status;
	}

	void handleStatus(SSLEngine begun, HandshakeStatus status) {
		boolean done = status == HandshakeStatus.FINISHED || status == HandshakeStatus.NOT_HANDSHAKING;
		if (this.handshaking && done && !begun.isInboundDone()) {
			this.handshaking = false;
			this.hidesTypes = begun.getSession().getProtocol().equals("TLSv1.3");
		}
	}

	boolean sendOwn() throws IOException {
		return this.out.sendOwn();
	}

	/** Runs the steps that take long where they hold nobody up. */
	void beginWork(SSLEngine begun) throws SSLException {
		this.working = true;
		try {
			new HandshakeWork(this, this.loop, begun).begin(this.options.executor());
		}
		catch (SSLException | RuntimeException ex) {
			this.working = false;
			throw ex;
		}
	}

	void handleWorked(@Nullable Throwable failure) {
		this.working = false;
		this.workFailure = failure;
		if (!this.closed) {
			handleReady(IOLoop.READ);
		}
	}

	// Refusals

	/**
	 * Tells the peer why, if there is a way. Closing at once would reset the connection
	 * and lose that, so during the handshake, which has an end, the peer may leave first.
	 */
	private int handleFailure(SSLException failure) throws IOException {
		if (this.refusal != null) {
			throw this.refusal.reason();
		}
		this.in.release();
		if (failure instanceof PlaintextException) {
			answerPlainly();
		}
		else if (this.engine != null && !this.working) {
			sayWhy();
		}
		if (!this.handshaking || this.in.belowEnded()) {
			throw failure;
		}
		this.refusal = new SSLRefusal(failure);
		this.out.end();
		return 0;
	}

	private void answerPlainly() throws IOException {
		Function<? super IOLoop, byte[]> answer = this.options.plaintextAnswer();
		if (answer != null) {
			this.out.sendPlain(answer.apply(this.loop));
		}
	}

	/** Sends the alert that the engine has made of its failure. */
	private void sayWhy() throws IOException {
		try {
			this.out.sayGoodbye();
		}
		catch (SSLException | RuntimeException ex) {
			LOGGER.debug("{} cannot be told why it is refused", remoteAddress(), ex);
		}
	}

	/** Why the peer was refused; it may still be reading that. */
	@Nullable SSLException refusal() {
		return (this.refusal != null) ? this.refusal.reason() : null;
	}

	// Writing and closing

	@Override
	public long write(ByteBuffer[] sources, int count) throws IOException {
		if (this.handshaking) {
			return 0;
		}
		long taken = this.out.write(sources, count);
		updateInterest();
		return taken;
	}

	@Override
	public long writeFile(FileChannel file, long position, long count) throws IOException {
		return this.handshaking ? 0 : FilePart.offer(this, file, position, count, SSLBuffers.of(this.loop).slice());
	}

	@Override
	public void shutdownOutput() throws IOException {
		if (this.handshaking) {
			this.below.shutdownOutput();
			return;
		}
		this.out.end();
		updateInterest();
	}

	@Override
	public void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		if (!this.handshaking) {
			try {
				this.out.sayGoodbye();
			}
			catch (IOException | RuntimeException | OutOfMemoryError ex) {
				LOGGER.debug("{} has left without a goodbye", remoteAddress(), ex);
			}
		}
		try {
			release();
		}
		finally {
			this.below.close();
		}
	}

	@Override
	public void abort() {
		this.closed = true;
		try {
			release();
		}
		finally {
			this.below.abort();
		}
	}

	private void release() {
		this.in.release();
		this.out.release();
	}

	// What it is

	boolean handshaking() {
		return this.handshaking;
	}

	/** Whether a record does not say what is in it, or may hold anything. */
	boolean hidesTypes() {
		return this.hidesTypes;
	}

	boolean truncated() {
		return this.in.truncated();
	}

	/** The session; null until the handshake is over. */
	@Nullable SSLSession session() {
		SSLEngine begun = this.engine;
		return (begun != null && !this.handshaking) ? begun.getSession() : null;
	}

	@Nullable String applicationProtocol() {
		SSLEngine begun = this.engine;
		String name = (begun != null && !this.handshaking) ? begun.getApplicationProtocol() : null;
		return (name != null && !name.isEmpty()) ? name : null;
	}

	@Override
	public boolean hidesPeer() {
		return this.below.hidesPeer();
	}

	@Override
	public @Nullable SocketAddress remoteAddress() {
		return this.below.remoteAddress();
	}

	@Override
	public @Nullable SocketAddress localAddress() {
		return this.below.localAddress();
	}

}
