package io.jtornado.websocket;

import org.jspecify.annotations.Nullable;

/**
 * The reading side of a session: frames become messages.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class MessageReader implements FrameHandler {

	/** Takes what has come. */
	interface Receiver {

		/** Whether the next frame is wanted; if not, it waits. */
		boolean takesFrames();

		/** As {@link FrameHandler#handleControl}. */
		void handleControl(int opcode, byte[] octets, int from, int to);

		/** A message, whole; to be released when nobody needs its bytes any more. */
		void handleMessage(IncomingMessage message);

	}

	private final Receiver receiver;

	private final HeldMemory memory;

	private final int max;

	private final @Nullable Decompression decompression; // null: nothing is compressed

	private final FrameDecoder decoder;

	private @Nullable IncomingMessage message; // which has not come whole

	private boolean closed; // messages are for nobody

	MessageReader(Receiver receiver, HeldMemory memory, int max, @Nullable Decompression decompression) {
		this.receiver = receiver;
		this.memory = memory;
		this.max = max;
		this.decompression = decompression;
		this.decoder = new FrameDecoder(this, decompression != null);
	}

	/**
	 * Takes octets, and changes those that it uses up.
	 * @return how far they were used up
	 * @throws ClientFault if they cannot be taken
	 */
	int read(byte[] octets, int from, int to) {
		return this.decoder.decode(octets, from, to);
	}

	/** Whether a part of a message has come, and not all. */
	boolean inMessage() {
		return this.message != null;
	}

	@Override
	public boolean takesFrames() {
		return this.receiver.takesFrames();
	}

	@Override
	public void handleControl(int opcode, byte[] octets, int from, int to) {
		this.receiver.handleControl(opcode, octets, from, to);
	}

	@Override
	public void beginMessage(boolean text, boolean compressed) {
		if (this.closed) {
			return;
		}
		IncomingMessage begun = new IncomingMessage(text, this.memory, this.max);
		this.message = begun;
		if (compressed && this.decompression != null) {
			begun.inflateBy(this.decompression.begin(begun));
		}
	}

	@Override
	public void beginFrame(long length, boolean last) {
		if (this.message != null) {
			this.message.beginFrame(length, last);
		}
	}

	@Override
	public void handlePayload(byte[] octets, int from, int to) {
		if (this.message != null) {
			this.message.add(octets, from, to);
		}
	}

	@Override
	public void endMessage() {
		IncomingMessage whole = this.message;
		if (whole != null) {
			whole.end();
			this.message = null;
			if (this.decompression != null) {
				this.decompression.end();
			}
			this.receiver.handleMessage(whole);
		}
	}

	/** What comes of messages is dropped from here on. */
	void close() {
		this.closed = true;
		if (this.message != null) {
			this.message.release();
			this.message = null;
		}
		if (this.decompression != null) {
			this.decompression.close();
		}
	}

}
