package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;

import io.jtornado.http.ByteRange;
import io.jtornado.http.RangeParts;
import org.jspecify.annotations.Nullable;

/**
 * What of a file a client gets, and what the head of the answer says of that.
 *
 * @param status 200 for all of it, else 206
 * @param contentType the type of the body
 * @param contentRange the value of Content-Range; null if there is none
 * @param length how long the body is
 * @param pieces parts of the file, with the text in front of each
 */
record FileBody(int status, String contentType, @Nullable String contentRange, long length, List<Piece> pieces) {

	private static final byte[] NOTHING = {};

	/** A part of the body: text, and what follows of the file. */
	static final class Piece {

		private final byte[] before;

		private final ByteRange range;

		Piece(byte[] before, ByteRange range) {
			this.before = before;
			this.range = range;
		}

		byte[] before() {
			return this.before;
		}

		ByteRange range() {
			return this.range;
		}

	}

	/** The body for a client that may have any part of the file. */
	static FileBody of(List<ByteRange> parts, String type, long size, String boundary) {
		if (parts.isEmpty()) {
			return new FileBody(200, type, null, size, List.of(new Piece(NOTHING, new ByteRange(0, size))));
		}
		if (parts.size() == 1) {
			ByteRange part = parts.get(0);
			return new FileBody(206, type, part.contentRange(size), part.length(), List.of(new Piece(NOTHING, part)));
		}
		RangeParts text = new RangeParts(parts, type, size, boundary);
		List<Piece> pieces = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			pieces.add(new Piece(text.head(i), parts.get(i)));
		}
		pieces.add(new Piece(text.end(), new ByteRange(0, 0)));
		return new FileBody(206, text.contentType(), null, text.contentLength(), pieces);
	}

}
