package io.jtornado.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether octets are UTF-8, at any split and at the first octet that shows it: no
 * overlong forms, no surrogates, nothing beyond U+10FFFF
 * (<a href="https://www.rfc-editor.org/rfc/rfc3629#section-4">RFC 3629, 4</a>).
 */
final class Utf8Check {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private static final long HIGH_BITS = 0x8080808080808080L;

	/** How many octets of the character at hand are missing. */
	private int missing;

	/** Between which the next one of them has to be. */
	private int lowest;

	private int highest;

	/** Takes more; false if it is not UTF-8. */
	boolean accept(byte[] octets, int from, int to) {
		int at = from;
		while (at < to) {
			if (this.missing == 0) {
				at = skipAscii(octets, at, to);
			}
			if (at < to && !accept(octets[at++] & 0xFF)) {
				return false;
			}
		}
		return true;
	}

	private static int skipAscii(byte[] octets, int from, int to) {
		int at = from;
		while (at <= to - Long.BYTES && ((long) LONGS.get(octets, at) & HIGH_BITS) == 0) {
			at += Long.BYTES;
		}
		while (at < to && octets[at] >= 0) {
			at++;
		}
		return at;
	}

	private boolean accept(int octet) {
		if (this.missing == 0) {
			return begin(octet);
		}
		if (octet < this.lowest || octet > this.highest) {
			return false;
		}
		this.missing--;
		this.lowest = 0x80;
		this.highest = 0xBF;
		return true;
	}

	private boolean begin(int octet) {
		this.lowest = 0x80;
		this.highest = 0xBF;
		if (octet < 0xE0) {
			this.missing = 1;
			return octet >= 0xC2;
		}
		if (octet < 0xF0) {
			this.missing = 2;
			this.lowest = (octet == 0xE0) ? 0xA0 : 0x80;
			this.highest = (octet == 0xED) ? 0x9F : 0xBF;
			return true;
		}
		this.missing = 3;
		this.lowest = (octet == 0xF0) ? 0x90 : 0x80;
		this.highest = (octet == 0xF4) ? 0x8F : 0xBF;
		return octet <= 0xF4;
	}

	/** Whether no character is left half-way. */
	boolean complete() {
		return this.missing == 0;
	}

	static boolean isValid(byte[] octets, int from, int to) {
		Utf8Check check = new Utf8Check();
		return check.accept(octets, from, to) && check.complete();
	}

}
