package io.jtornado.web;

import java.util.Arrays;

import io.jtornado.http.OctetSink;

/** Gathers what an encoder gives out. */
final class CodedOctets implements OctetSink {

	private byte[] octets;

	private int length;

	/** Makes room for what a content of so many bytes may become. */
	CodedOctets(int expected) {
		this.octets = new byte[Math.max(64, expected / 4)];
	}

	@Override
	public void accept(byte[] more, int from, int to) {
		int needed = Math.addExact(this.length, to - from);
		if (needed > this.octets.length) {
			this.octets = Arrays.copyOf(this.octets, Math.max(needed, 2 * this.octets.length));
		}
		System.arraycopy(more, from, this.octets, this.length, to - from);
		this.length = needed;
	}

	byte[] take() {
		return Arrays.copyOf(this.octets, this.length);
	}

}
