package io.jtornado.http;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Codes a content as gzip or deflate, in pieces:
 *
 * <pre>
 * gzip:    header  deflated-data  CRC-32  length
 * deflate: zlib-header  deflated-data  Adler-32
 * </pre>
 *
 * The other direction of {@link Inflation}.
 */
final class Deflation implements ContentEncoder {

	private static final int PIECE = 8 * 1024;

	/** No name, no time, and nobody's file system: the same content is coded the same. */
	private static final byte[] GZIP_HEADER = { 0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff };

	private static final byte[] NOTHING = {};

	private final boolean gzip;

	private final Deflater deflater;

	private final CRC32 check = new CRC32();

	private final byte[] piece = new byte[PIECE];

	private boolean begun;

	private long length; // of what was encoded

	Deflation(boolean gzip, int level) {
		this.gzip = gzip;
		this.deflater = new Deflater(level, gzip);
	}

	@Override
	public void encode(byte[] content, int from, int to, OctetSink sink) {
		begin(sink);
		if (this.gzip) {
			this.check.update(content, from, to - from);
			this.length += to - from;
		}
		this.deflater.setInput(content, from, to - from);
		while (!this.deflater.needsInput()) {
			deflate(Deflater.NO_FLUSH, sink);
		}
		this.deflater.setInput(NOTHING); // the content is not this one's to hold
	}

	@Override
	public void flush(OctetSink sink) {
		begin(sink);
		int last = PIECE;
		while (last == PIECE) { // another piece may be ready behind a full one
			last = deflate(Deflater.SYNC_FLUSH, sink);
		}
	}

	@Override
	public void finish(OctetSink sink) {
		begin(sink);
		this.deflater.finish();
		while (!this.deflater.finished()) {
			deflate(Deflater.NO_FLUSH, sink);
		}
		if (this.gzip) {
			putNumber(0, this.check.getValue());
			putNumber(4, this.length);
			sink.accept(this.piece, 0, 8);
		}
	}

	private void begin(OctetSink sink) {
		if (this.gzip && !this.begun) {
			sink.accept(GZIP_HEADER, 0, GZIP_HEADER.length);
		}
		this.begun = true;
	}

	private int deflate(int flush, OctetSink sink) {
		int count = this.deflater.deflate(this.piece, 0, PIECE, flush);
		if (count > 0) {
			sink.accept(this.piece, 0, count);
		}
		return count;
	}

	/** Four octets, the low ones first. */
	private void putNumber(int at, long number) {
		for (int i = 0; i < 4; i++) {
			this.piece[at + i] = (byte) (number >> (8 * i));
		}
	}

	@Override
	public void close() {
		this.deflater.end();
	}

}
