package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.jtornado.iostream.IOStream;
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

	FrameWriter(IOStream stream, WebSocketOptions options, HeldMemory memory, WebSocketStats stats,
			@Nullable MessageDeflater deflater) {
		this.stream = stream;
		this.options = options;
		this.memory = memory;
		this.stats = stats;
		this.deflater = deflater;
	}

	/** Whether a message fits behind what waits. */
	boolean hasRoom(int bytes) {
		long waiting = this.stream.pending();
		return waiting == 0 || (waiting + bytes <= this.options.maxQueued() && this.memory.hasRoom(bytes));
	}

	CompletionStage<Void> write(int opcode, byte[] message) {
		byte[] deflated = (this.deflater != null) ? this.deflater.deflate(message) : null;
		this.stats.sentCount.increment();
		send(opcode, deflated != null, (deflated != null) ? deflated : message);
		return taken();
	}

	private void send(int opcode, boolean compressed, byte[] payload) {
		this.stream.send(FrameHead.of(opcode, compressed, payload.length));
		this.stream.send(payload);
		if (!this.stream.delivering()) {
			this.stream.flush();
		}
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
		if (hasRoom(data.length)) {
			send(Opcode.PING, false, data);
		}
	}

	void pong(byte[] data) {
		if (this.stream.writable()) {
			send(Opcode.PONG, false, data);
		}
		else {
			this.owedPong = data;
		}
	}

	void handleDrained() {
		byte[] owed = this.owedPong;
		if (owed != null) {
			this.owedPong = null;
			send(Opcode.PONG, false, owed);
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
		send(Opcode.CLOSE, false, payload);
	}

	/** Runs when all has left, or when that has failed. */
	void whenSent(Runnable next) {
		this.stream.write(NOTHING).whenComplete((nothing, failure) -> next.run());
	}

}
