package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip as it comes, and says no to what is not: for tests that look at what a
 * client can decode so far.
 */
final class GzipText {

	private static final int HEADER = 10;

	private static final int TRAILER = 8;

	private final Inflater inflater = new Inflater(true);

	private final CRC32 check = new CRC32();

	private byte[] rest = {};

	private boolean begun;

	private boolean ended;

	private long length;

	/** What a whole answer stands for. */
	static String of(byte[] coded) {
		GzipText gzip = new GzipText();
		String text = gzip.read(coded);
		gzip.assertEnded();
		return text;
	}

	/** What can be decoded since the last call. */
	String read(byte[] more) {
		byte[] octets = Arrays.copyOf(this.rest, this.rest.length + more.length);
		System.arraycopy(more, 0, octets, this.rest.length, more.length);
		this.rest = new byte[0];
		int from = this.begun ? 0 : HEADER;
		if (octets.length < from) {
			this.rest = octets;
			return "";
		}
		if (!this.begun && (octets[0] != 0x1f || octets[1] != (byte) 0x8b || octets[2] != 8 || octets[3] != 0)) {
			throw new AssertionError("This is no gzip: " + Arrays.toString(Arrays.copyOf(octets, HEADER)));
		}
		this.begun = true;
		return inflate(octets, from);
	}

	private String inflate(byte[] octets, int from) {
		StringBuilder text = new StringBuilder();
		byte[] piece = new byte[4096];
		this.inflater.setInput(octets, from, octets.length - from);
		try {
			int count = this.inflater.inflate(piece);
			while (count > 0) {
				this.length += count;
				this.check.update(piece, 0, count);
				text.append(new String(piece, 0, count, StandardCharsets.ISO_8859_1));
				count = this.inflater.inflate(piece);
			}
		}
		catch (DataFormatException ex) {
			throw new AssertionError("This is no deflate", ex);
		}
		if (this.inflater.finished()) {
			int left = this.inflater.getRemaining();
			end(Arrays.copyOfRange(octets, octets.length - left, octets.length));
		}
		return text.toString();
	}

	private void end(byte[] trailer) {
		if (trailer.length < TRAILER) {
			this.rest = trailer;
			return;
		}
		if (trailer.length > TRAILER || number(trailer, 0) != this.check.getValue()
				|| number(trailer, 4) != this.length) {
			throw new AssertionError("The trailer is wrong: " + Arrays.toString(trailer));
		}
		this.ended = true;
	}

	private static long number(byte[] octets, int at) {
		long number = 0;
		for (int i = 3; i >= 0; i--) {
			number = number << 8 | octets[at + i] & 0xff;
		}
		return number;
	}

	void assertEnded() {
		if (!this.ended) {
			throw new AssertionError("The content goes on");
		}
		this.inflater.end();
	}

}
