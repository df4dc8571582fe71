package io.jtornado.websocket;

/** Receives what a {@link FrameDecoder} finds. What it throws ends the decoding. */
interface FrameHandler {

	/** Whether the next frame is wanted; if not, it waits. */
	boolean takesFrames();

	/**
	 * A control frame, whole and without its mask.
	 * @param octets an array that is not to be kept
	 */
	void handleControl(int opcode, byte[] octets, int from, int to);

	/** The first frame of a message begins. */
	void beginMessage(boolean text, boolean compressed);

	/**
	 * A frame of the message begins.
	 * @param length the bytes of its payload
	 * @param last whether the message ends with it
	 */
	void beginFrame(long length, boolean last);

	/**
	 * Payload of the frame, without its mask: 1 byte or more.
	 * @param octets an array that is not to be kept
	 */
	void handlePayload(byte[] octets, int from, int to);

	/** The last frame of the message has come whole. */
	void endMessage();

}
