package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way in. One that comes at once, in a single frame and not compressed,
 * is made of the loop's input; of any other the payload is gathered. Text is looked at as
 * it comes, so that what is not UTF-8 is known at its first octet.
 */
final class IncomingMessage implements MessageInflater.Sink {

	private final boolean text;

	private final MessageBytes gathered;

	private final Utf8Check check = new Utf8Check();

	private @Nullable MessageInflater inflater; // null: it is not compressed

	private boolean inflated; // it was compressed

	private int copied; // bytes of windows, to inflate it

	private long announced; // bytes of its frames, the one at hand included

	private boolean last; // the frame at hand is

	private byte @Nullable [] input; // where it is, if it has come at once

	private int from;

	private int to;

	IncomingMessage(boolean text, HeldMemory memory, int max) {
		this.text = text;
		this.gathered = new MessageBytes(memory, max);
	}

	/** What comes is compressed. */
	void inflateBy(MessageInflater decoder) {
		this.inflater = decoder;
		this.inflated = true;
	}

	void beginFrame(long length, boolean isLast) {
		checkAnnounced(length);
		this.announced += length;
		checkAnnounced(this.announced);
		this.last = isLast;
	}

	/** Compressed, a message may be a little longer than it is. */
	private void checkAnnounced(long length) {
		this.gathered.checkSize(this.inflated ? length - (length >> 8) - 64 : length);
	}

	/** Payload of the frame; what is in the array does not last. */
	void add(byte[] octets, int start, int end) {
		if (this.inflater != null) {
			this.inflater.inflate(octets, start, end);
			return;
		}
		validate(octets, start, end);
		if (this.last && end - start == this.announced) {
			this.input = octets;
			this.from = start;
			this.to = end;
		}
		else {
			this.gathered.add(octets, start, end - start, this.last ? (int) this.announced : Integer.MAX_VALUE);
		}
	}

	@Override
	public void accept(byte[] octets, int start, int end) {
		validate(octets, start, end);
		this.gathered.add(octets, start, end - start, Integer.MAX_VALUE);
	}

	@Override
	public MessageBytes taken() {
		return this.gathered;
	}

	private void validate(byte[] octets, int start, int end) {
		if (this.text && !this.check.accept(octets, start, end)) {
			throw notText();
		}
	}

	private static ClientFault notText() {
		return ClientFault.data("text that is not UTF-8");
	}

	/** All frames have come. */
	void end() {
		if (this.inflater != null) {
			this.inflater.finish();
			this.copied = this.inflater.copied();
			this.inflater = null;
		}
		if (this.text && !this.check.complete()) {
			throw notText();
		}
	}

	/** What it has cost to inflate it, in bytes. */
	int cost() {
		return this.inflated ? this.gathered.length() + this.copied : 0;
	}

	boolean isText() {
		return this.text;
	}

	String text() {
		byte[] octets = this.input;
		return (octets != null) ? new String(octets, this.from, this.to - this.from, StandardCharsets.UTF_8)
				: new String(this.gathered.octets(), 0, this.gathered.length(), StandardCharsets.UTF_8);
	}

	/** In an array of its own, which stays as it is. */
	ByteBuffer bytes() {
		byte[] octets = this.input;
		ByteBuffer bytes = (octets != null) ? ByteBuffer.wrap(Arrays.copyOfRange(octets, this.from, this.to))
				: ByteBuffer.wrap(this.gathered.octets(), 0, this.gathered.length());
		return bytes.asReadOnlyBuffer();
	}

	void release() {
		this.gathered.release();
		this.input = null;
	}

}
