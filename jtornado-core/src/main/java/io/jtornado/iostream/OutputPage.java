package io.jtornado.iostream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The page that answers are written on before they leave: one per loop. It is lent to one
 * stream at a time; when another stream needs it, what is on it is sent first. So the
 * answers of one read leave in one write, and no connection owns memory for it.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
public final class OutputPage {

	/** Bytes on a page; the head of an answer has to fit. */
	public static final int SIZE = 64 * 1024;

	private final byte[] bytes = new byte[SIZE];

	private final ByteBuffer view = ByteBuffer.wrap(this.bytes);

	private int length;

	private @Nullable IOStream owner;

	OutputPage() {
	}

	void lendTo(IOStream stream) {
		// Again, since he who learns from a failed flush may have borrowed it meanwhile.
		while (this.owner != null && this.owner != stream) {
			IOStream before = this.owner;
			before.flush();
			if (this.owner == before) {
				// What a closed stream had left here must not leave by another.
				giveBack();
			}
		}
		this.owner = stream;
	}

	boolean isLentTo(IOStream stream) {
		return this.owner == stream;
	}

	int length() {
		return this.length;
	}

	int room() {
		return SIZE - this.length;
	}

	/** What is on the page, to be written from. */
	ByteBuffer written() {
		return this.view.clear().limit(this.length);
	}

	void giveBack() {
		this.length = 0;
		this.owner = null;
	}

	/**
	 * Puts bytes on the page; there must be room.
	 * @param source the bytes
	 * @return this
	 */
	public OutputPage put(byte[] source) {
		return put(source, 0, source.length);
	}

	/**
	 * Puts bytes on the page; there must be room.
	 * @param source an array
	 * @param from where the bytes start
	 * @param count how many they are
	 * @return this
	 */
	public OutputPage put(byte[] source, int from, int count) {
		System.arraycopy(source, from, this.bytes, this.length, count);
		this.length += count;
		return this;
	}

	/**
	 * Puts bytes on the page; there must be room.
	 * @param source the bytes; its position is left alone
	 * @return this
	 */
	public OutputPage put(ByteBuffer source) {
		int count = source.remaining();
		source.get(source.position(), this.bytes, this.length, count);
		this.length += count;
		return this;
	}

	/** Puts a part of a file on the page; there must be room. */
	void put(FilePart part) throws FileReadException {
		int end = this.length + (int) part.left();
		part.readTo(this.view.clear().position(this.length).limit(end));
		this.length = end;
	}

	/**
	 * Puts characters up to U+00FF on the page, a byte each; there must be room.
	 * @param text the characters
	 * @return this
	 */
	@SuppressWarnings("deprecation")
	public OutputPage put(String text) {
		// Deprecated for what it does to characters above U+00FF, of which there are
		// none; the only way without a copy.
		text.getBytes(0, text.length(), this.bytes, this.length);
		this.length += text.length();
		return this;
	}

	/**
	 * Puts a line of two parts on the page, each of characters up to U+00FF, a byte each;
	 * there must be room.
	 * @param name what stands before the colon
	 * @param value what stands behind it
	 * @return this
	 */
	@SuppressWarnings("deprecation")
	public OutputPage putLine(String name, String value) {
		byte[] target = this.bytes;
		int at = this.length;
		name.getBytes(0, name.length(), target, at);
		at += name.length();
		target[at++] = ':';
		target[at++] = ' ';
		value.getBytes(0, value.length(), target, at);
		at += value.length();
		target[at++] = '\r';
		target[at++] = '\n';
		this.length = at;
		return this;
	}

	/**
	 * Puts a number on the page; there must be room.
	 * @param number 0 or more
	 * @param radix 10 or 16
	 * @return this
	 */
	public OutputPage putNumber(long number, int radix) {
		int digits = 1;
		for (long rest = number / radix; rest > 0; rest /= radix) {
			digits++;
		}
		long rest = number;
		for (int i = this.length + digits - 1; i >= this.length; i--) {
			this.bytes[i] = (byte) Character.forDigit((int) (rest % radix), radix);
			rest /= radix;
		}
		this.length += digits;
		return this;
	}

	@Override
	public String toString() {
		return new String(this.bytes, 0, this.length, StandardCharsets.ISO_8859_1);
	}

}
