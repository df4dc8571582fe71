package io.jtornado.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** Reads the header of a part, at any split, in room that is used again for the next. */
final class PartHeadParser {

	/** Three fields mean something; what mail programs add besides is for nobody here. */
	private static final int MAX_FIELDS = 32;

	/** So much is looked at in one go, since what follows may be data. */
	private static final int PIECE = 128;

	private final int max;

	private final FieldParser fields = new FieldParser(MAX_FIELDS);

	private byte[] octets = new byte[2 * PIECE];

	private int length;

	PartHeadParser(int max) {
		this.max = max;
	}

	int max() {
		return this.max;
	}

	void begin() {
		this.fields.reset();
		this.length = 0;
	}

	/** Reads on; null until the empty line has come. */
	@Nullable PartHead parse(ByteBuffer in) {
		while (in.hasRemaining()) {
			int count = Math.min(Math.min(PIECE, in.remaining()), this.max - this.length);
			if (count == 0) {
				throw new MalformedMultipartException("the header of a part has more than " + this.max + " bytes");
			}
			if (parse(in, count)) {
				return PartHead.of(headers());
			}
		}
		return null;
	}

	private boolean parse(ByteBuffer in, int count) {
		if (this.length + count > this.octets.length) {
			this.octets = Arrays.copyOf(this.octets, 2 * this.octets.length);
		}
		int start = in.position();
		in.get(this.octets, this.length, count);
		try {
			int end = this.fields.parse(this.octets, 0, this.length, this.length + count);
			in.position(start + end - this.length);
			this.length = end;
		}
		catch (HTTPInputException ex) {
			throw new MalformedMultipartException((ex.refusal() == Refusal.TOO_MANY_FIELDS)
					? "the header of a part has more than " + MAX_FIELDS + " lines" : "malformed header of a part");
		}
		return this.fields.done();
	}

	private HTTPHeaders headers() {
		int[] positions = this.fields.positions(0);
		@Nullable String[] lines = new @Nullable String[positions.length / 2];
		for (int i = 0; i < lines.length; i++) {
			int start = positions[2 * i];
			lines[i] = new String(this.octets, start, positions[2 * i + 1] - start, StandardCharsets.ISO_8859_1);
		}
		return HTTPHeaders.parsed(lines);
	}

}
