package io.jtornado.websocket;

/**
 * Takes frames apart as they come, cut anywhere, and takes their masks off in place
 * (<a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, 5.2</a>):
 *
 * <pre>
 * FIN RSV1 RSV2 RSV3 opcode(4)  MASK length(7)  [ length(16) / length(64) ]  key(32)  payload
 * </pre>
 *
 * A head, and a control frame as a whole, is read when it is there to its end; the
 * payload of others as it comes. Unlike Tornado, frames without a mask are refused: a
 * client must not send any, so that no page can write another protocol's bytes.
 */
final class FrameDecoder {

	private static final int FIN = 0x80;

	private static final int RSV1 = 0x40;

	private static final int OTHER_RSV = 0x30;

	private static final int MASK = 0x80;

	private static final int SHORT_LENGTH = 126;

	private static final int LONG_LENGTH = 127;

	/** Two octets and the key. */
	private static final int LEAST_HEAD = 6;

	private final FrameHandler handler;

	private final boolean compresses;

	private boolean inMessage; // a continuation is awaited, or under way

	private boolean inFrame;

	private boolean last; // the message ends with this frame

	private int key;

	private long length;

	private long read;

	/**
	 * Creates a decoder.
	 * @param compresses whether RSV1 has a meaning
	 */
	FrameDecoder(FrameHandler handler, boolean compresses) {
		this.handler = handler;
		this.compresses = compresses;
	}

	/**
	 * Takes octets, and changes those that it uses up.
	 * @return how far they were used up; the rest is to be handed in again with more
	 * @throws ClientFault if they break the protocol
	 */
	int decode(byte[] octets, int from, int to) {
		int at = from;
		while (this.inFrame ? at < to : this.handler.takesFrames()) {
			int next = this.inFrame ? readPayload(octets, at, to) : readHead(octets, at, to);
			if (next == at) {
				break;
			}
			at = next;
		}
		return at;
	}

	/** Returns where the payload begins; where it began if the head is not whole. */
	private int readHead(byte[] octets, int at, int to) {
		if (to - at < 2) {
			return at;
		}
		int first = octets[at] & 0xFF;
		int second = octets[at + 1] & 0xFF;
		check(first, second);
		int code = second & ~MASK;
		int lengthOctets = (code == LONG_LENGTH) ? Long.BYTES : (code == SHORT_LENGTH) ? Short.BYTES : 0;
		int payload = at + LEAST_HEAD + lengthOctets;
		if (payload > to) {
			return at;
		}
		this.length = (lengthOctets == 0) ? code : number(octets, at + 2, lengthOctets);
		checkLength(lengthOctets);
		this.key = (int) number(octets, payload - Integer.BYTES, Integer.BYTES);
		this.read = 0;
		int opcode = first & 0x0F;
		if (Opcode.isControl(opcode)) {
			return readControl(opcode, octets, at, payload, to);
		}
		begin(opcode, first);
		return payload;
	}

	private void check(int first, int second) {
		int opcode = first & 0x0F;
		if ((first & OTHER_RSV) != 0 || !Opcode.isKnown(opcode)) {
			throw ClientFault.protocol("unknown opcode or reserved bit");
		}
		if ((first & RSV1) != 0 && !(this.compresses && (opcode == Opcode.TEXT || opcode == Opcode.BINARY))) {
			throw ClientFault.protocol("reserved bit");
		}
		if ((second & MASK) == 0) {
			throw ClientFault.protocol("frame without a mask");
		}
		if (Opcode.isControl(opcode)) {
			if ((first & FIN) == 0 || (second & ~MASK) > Opcode.MOST_OF_CONTROL) {
				throw ClientFault.protocol("control frame in fragments or too long");
			}
		}
		else if (this.inMessage != (opcode == Opcode.CONTINUATION)) {
			throw ClientFault.protocol("wrong continuation");
		}
	}

	/** The shortest form is the only one, and 63 bits are all. */
	private void checkLength(int octets) {
		boolean longer = (octets == Short.BYTES && this.length < SHORT_LENGTH)
				|| (octets == Long.BYTES && this.length <= 0xFFFF);
		if (longer) { // a negative one too
			throw ClientFault.protocol("length not in its shortest form");
		}
	}

	private static long number(byte[] octets, int at, int count) {
		long number = 0;
		for (int i = 0; i < count; i++) {
			number = (number << 8) | (octets[at + i] & 0xFF);
		}
		return number;
	}

	private int readControl(int opcode, byte[] octets, int at, int payload, int to) {
		int end = payload + (int) this.length;
		if (end > to) {
			return at;
		}
		Mask.apply(this.key, 0, octets, payload, end);
		this.handler.handleControl(opcode, octets, payload, end);
		return end;
	}

	private void begin(int opcode, int first) {
		this.last = (first & FIN) != 0;
		this.inMessage = true;
		this.inFrame = true;
		if (opcode != Opcode.CONTINUATION) {
			this.handler.beginMessage(opcode == Opcode.TEXT, (first & RSV1) != 0);
		}
		this.handler.beginFrame(this.length, this.last);
		endIfRead();
	}

	private int readPayload(byte[] octets, int at, int to) {
		int end = at + (int) Math.min(this.length - this.read, to - at);
		Mask.apply(this.key, this.read, octets, at, end);
		this.read += end - at;
		this.handler.handlePayload(octets, at, end);
		endIfRead();
		return end;
	}

	private void endIfRead() {
		if (this.read == this.length) {
			this.inFrame = false;
			if (this.last) {
				this.inMessage = false;
				this.handler.endMessage();
			}
		}
	}

}
