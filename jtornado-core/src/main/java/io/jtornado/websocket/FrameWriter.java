package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.jtornado.iostream.IOStream;
import io.jtornado.iostream.OutputPage;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of a session: one frame for each message, head and a small payload in
 * one write. What the client does not take waits in the stream, within bounds.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class FrameWriter {

	private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

	private static final byte[] NOTHING = {};

	/**
	 * What is smaller may leave, if nothing waits, without asking what is held for all.
	 */
	private static final int SMALL = 8 * 1024;

	/** For heads, control frames, and what compression adds at the worst. */
	private static final int MARGIN = 1024;

	private final IOStream stream;

	private final WebSocketOptions options;

	private final HeldMemory memory;

	private final WebSocketStats stats;

	private final @Nullable MessageDeflater deflater; // null: nothing is compressed

	/**
	 * A pong that waits for others to leave. A later one takes its place, which the
	 * protocol allows: a client that asks and does not read shall not fill the queue.
	 */
	private byte @Nullable [] owedPong;

	private long put; // bytes of payload so far

	FrameWriter(IOStream stream, WebSocketOptions options, HeldMemory memory, WebSocketStats stats,
			@Nullable MessageDeflater deflater) {
		this.stream = stream;
		this.options = options;
		this.memory = memory;
		this.stats = stats;
		this.deflater = deflater;
	}

	/** Fails if a message would never fit. */
	void checkSize(int bytes) {
		if (bytes > most()) {
			throw new IllegalStateException(
					"A message of " + bytes + " bytes is too big for max-buffer-size, " + this.memory.maxBufferSize());
		}
	}

	/** So many bytes a message may have. */
	int most() {
		return this.memory.maxBufferSize() - MARGIN;
	}

	/**
	 * Whether a message fits behind what waits, and into what is held for all. To know
	 * that, bytes may be sent, and the client found gone.
	 */
	boolean hasRoom(int bytes) {
		long waiting = unsent(bytes);
		if (waiting + bytes > most()) {
			return false;
		}
		boolean fits = waiting == 0 || waiting + bytes <= this.options.maxQueued();
		return fits && ((waiting == 0 && bytes < SMALL) || this.memory.hasRoom(bytes));
	}

	/** What is on the page counts where it matters: half a frame must not leave. */
	private long unsent(int more) {
		if (this.stream.pending() + OutputPage.SIZE + more > most()) {
			this.stream.flush();
		}
		return this.stream.pending();
	}

	/** Adds a message to what leaves with the next {@link #flush()}. */
	void add(int opcode, byte[] message) {
		add(opcode, message, (this.deflater != null) ? this.deflater.deflate(message) : null);
	}

	/** The same for one that goes to others, too. */
	void add(WebSocketMessage message) {
		add(message.opcode(), message.payload(), (this.deflater != null) ? this.deflater.deflate(message) : null);
	}

	private void add(int opcode, byte[] message, byte @Nullable [] deflated) {
		if (this.owedPong != null && this.stream.writable()) {
			sendOwedPong();
		}
		this.stats.sentCount.increment();
		put(opcode, deflated != null, (deflated != null) ? deflated : message);
	}

	private void put(int opcode, boolean compressed, byte[] payload) {
		this.stream.send(FrameHead.of(opcode, compressed, payload.length));
		this.stream.send(payload);
		this.put += payload.length;
	}

	/** How many bytes of payload there were. */
	long put() {
		return this.put;
	}

	/** Sends a frame that is not compressed. */
	private void send(int opcode, byte[] payload) {
		put(opcode, false, payload);
		flush();
	}

	/** Sends what was added; what is added while bytes are read leaves behind them. */
	CompletionStage<Void> flush() {
		if (!this.stream.delivering()) {
			this.stream.flush();
		}
		return taken();
	}

	/** Completes when writing on makes sense. */
	private CompletionStage<Void> taken() {
		CompletableFuture<Void> taken = this.stream.whenWritable().toCompletableFuture();
		if (taken.isDone() && !taken.isCompletedExceptionally()) {
			return DONE;
		}
		return taken.exceptionally((failure) -> {
			throw new CompletionException(new WebSocketClosedException());
		});
	}

	static CompletionStage<Void> closed() {
		return CompletableFuture.failedFuture(new WebSocketClosedException());
	}

	/** Dropped; nobody waits for it. */
	static CompletionStage<Void> dropped() {
		return DONE;
	}

	void ping(byte[] data) {
		if (unsent(data.length) <= Math.min(this.options.maxQueued(), Math.max(0, most()))) {
			send(Opcode.PING, data);
		}
	}

	void pong(byte[] data) {
		if (this.stream.writable()) {
			send(Opcode.PONG, data);
		}
		else {
			this.owedPong = data;
		}
	}

	void handleDrained() {
		if (this.owedPong != null) {
			sendOwedPong();
			flush();
		}
	}

	private void sendOwedPong() {
		byte[] owed = this.owedPong;
		if (owed != null) {
			this.owedPong = null;
			put(Opcode.PONG, false, owed);
		}
	}

	/** The last frame; {@link CloseCode#NO_CODE} leaves the code out. */
	void close(int code, String reason) {
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		byte[] payload = NOTHING;
		if (code != CloseCode.NO_CODE) {
			payload = ByteBuffer.allocate(Short.BYTES + text.length).putShort((short) code).put(text).array();
		}
		this.owedPong = null;
		send(Opcode.CLOSE, payload);
	}

	/** No message leaves any more. */
	void closeDeflater() {
		if (this.deflater != null) {
			this.deflater.close();
		}
	}

	/** Runs when all has left, or when that has failed. */
	void whenSent(Runnable next) {
		this.stream.write(NOTHING).whenComplete((nothing, failure) -> next.run());
	}

}
