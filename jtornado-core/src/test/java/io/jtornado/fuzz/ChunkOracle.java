package io.jtornado.fuzz;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a chunked body means, slowly: line after line against the grammar. */
final class ChunkOracle {

	private static final Pattern SIZE = Pattern.compile(Grammar.HEXDIG + "+");

	private static final Pattern EXTENSION = Pattern.compile("(?<ext>" + Grammar.CHUNK_EXT + ")" + Grammar.CRLF);

	private static final Pattern TRAILERS = Pattern.compile(Grammar.fieldLines(32));

	private static final int SIZE_DIGITS = 32;

	private static final int SIZE_BITS = 60;

	private static final int EXTENSION_OCTETS = 16_384;

	private static final int TRAILER_OCTETS = 8192;

	private final String text;

	private final long maxData;

	private final StringBuilder data = new StringBuilder();

	private long announced;

	private int extensionOctets;

	private int position;

	private ChunkOracle(String text, long maxData) {
		this.text = text;
		this.maxData = maxData;
	}

	/**
	 * Refused, or in need of more, or where the body ends; and the data but for refusals.
	 */
	static String read(String text, long maxData) {
		ChunkOracle oracle = new ChunkOracle(text, maxData);
		String outcome = null;
		while (outcome == null) {
			outcome = oracle.readChunk();
		}
		return outcome.equals(RequestOracle.REFUSED) ? outcome : outcome + " " + oracle.data;
	}

	/** The outcome, or null if another chunk follows. */
	private String readChunk() {
		Matcher digits = SIZE.matcher(this.text).region(this.position, this.text.length());
		if (!digits.lookingAt()) {
			return digits.hitEnd() ? RequestOracle.MORE : RequestOracle.REFUSED;
		}
		BigInteger size = new BigInteger(digits.group(), 16);
		if (digits.group().length() > SIZE_DIGITS || size.bitLength() > SIZE_BITS) {
			return RequestOracle.REFUSED;
		}
		this.announced += size.longValueExact();
		if (digits.end() < this.text.length() && this.announced > this.maxData) {
			return RequestOracle.REFUSED;
		}
		Matcher extension = EXTENSION.matcher(this.text).region(digits.end(), this.text.length());
		boolean complete = extension.lookingAt();
		this.extensionOctets += complete ? extension.group("ext").length() : this.text.length() - digits.end();
		if (this.extensionOctets > EXTENSION_OCTETS || (!complete && !extension.hitEnd())) {
			return RequestOracle.REFUSED;
		}
		if (!complete) {
			return RequestOracle.MORE;
		}
		this.position = extension.end();
		return (size.signum() == 0) ? readTrailers() : readData(size.longValueExact());
	}

	private String readData(long size) {
		int end = (int) Math.min(this.text.length(), this.position + size);
		this.data.append(this.text, this.position, end);
		String behind = this.text.substring(end, Math.min(this.text.length(), end + 2));
		this.position = end + 2;
		return behind.equals(Grammar.CRLF) ? null
				: Grammar.CRLF.startsWith(behind) ? RequestOracle.MORE : RequestOracle.REFUSED;
	}

	private String readTrailers() {
		int bound = Math.min(this.text.length(), this.position + TRAILER_OCTETS);
		Matcher trailers = TRAILERS.matcher(this.text).region(this.position, bound);
		if (trailers.lookingAt()) {
			return "ends " + trailers.end();
		}
		boolean full = bound == this.position + TRAILER_OCTETS;
		return (trailers.hitEnd() && !full) ? RequestOracle.MORE : RequestOracle.REFUSED;
	}

}
