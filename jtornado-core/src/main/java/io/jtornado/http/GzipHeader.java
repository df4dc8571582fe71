package io.jtornado.http;

import java.util.zip.CRC32;

/**
 * Reads what stands in front of the data of a gzip member, octet by octet
 * (<a href="https://www.rfc-editor.org/rfc/rfc1952#section-2.3">RFC 1952, 2.3</a>). What
 * it tells of the file is dropped; its own check is not.
 */
final class GzipHeader {

	/**
	 * Extra field, name and comment: nobody needs them, and they could go on for ever.
	 */
	private static final int MAX_OCTETS = 8192;

	/** Magic number, method, flags, time, level and system. */
	private static final int FIXED_OCTETS = 10;

	private static final int FLAGS_AT = 3;

	private static final int[] MAGIC = { 0x1f, 0x8b, 8 };

	private static final int RESERVED_FLAGS = 0xe0;

	private enum Part {

		FIXED(0), EXTRA_LENGTH(4), EXTRA(4), NAME(8), COMMENT(16), CHECK(2), DONE(0);

		private final int flag;

		Part(int flag) {
			this.flag = flag;
		}

		/** The next part that these flags announce. */
		Part next(int flags) {
			Part next = switch (this) {
				case FIXED -> EXTRA_LENGTH;
				case EXTRA_LENGTH -> EXTRA;
				case EXTRA -> NAME;
				case NAME -> COMMENT;
				case COMMENT -> CHECK;
				case CHECK, DONE -> DONE;
			};
			return (next == DONE || (flags & next.flag) != 0) ? next : next.next(flags);
		}

	}

	private final CRC32 check = new CRC32();

	private Part part = Part.FIXED;

	private int octets;

	/** Octets of the part at hand. */
	private int read;

	/** A number of two octets, the low one first. */
	private int number;

	private int flags;

	/** Makes it ready for another member. */
	void reset() {
		this.check.reset();
		this.part = Part.FIXED;
		this.octets = 0;
		this.read = 0;
	}

	/**
	 * Reads an octet.
	 * @return whether it was the last one
	 * @throws HTTPInputException if the header breaks the format or its bound
	 */
	boolean read(byte octet) {
		int value = octet & 0xff;
		if (++this.octets > MAX_OCTETS) {
			throw malformed();
		}
		if (this.part != Part.CHECK) {
			this.check.update(value);
		}
		this.read++;
		switch (this.part) {
			case FIXED -> readFixed(value);
			case EXTRA_LENGTH -> readExtraLength(value);
			case EXTRA -> moveOnIf(this.read == this.number);
			case NAME, COMMENT -> moveOnIf(value == 0);
			case CHECK -> readCheck(value);
			case DONE -> throw malformed();
		}
		return this.part == Part.DONE;
	}

	private void readFixed(int value) {
		int index = this.read - 1;
		if (index < MAGIC.length && value != MAGIC[index]) {
			throw malformed();
		}
		if (index == FLAGS_AT) {
			this.flags = value;
			if ((value & RESERVED_FLAGS) != 0) {
				throw malformed();
			}
		}
		moveOnIf(this.read == FIXED_OCTETS);
	}

	private void readExtraLength(int value) {
		if (!readNumber(value)) {
			return;
		}
		if (this.number > MAX_OCTETS) {
			throw malformed();
		}
		moveOnIf(true);
		moveOnIf(this.number == 0);
	}

	private void readCheck(int value) {
		if (!readNumber(value)) {
			return;
		}
		if (this.number != (this.check.getValue() & 0xffff)) {
			throw malformed();
		}
		moveOnIf(true);
	}

	/** Whether the number is complete. */
	private boolean readNumber(int value) {
		this.number = (this.read == 1) ? value : this.number | (value << 8);
		return this.read == 2;
	}

	private void moveOnIf(boolean ended) {
		if (ended) {
			this.part = this.part.next(this.flags);
			this.read = 0;
		}
	}

	private static HTTPInputException malformed() {
		return new HTTPInputException(Refusal.CONTENT_CODING);
	}

}
