package io.jtornado.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.jtornado.http.AcceptEncoding;
import io.jtornado.http.ContentCoder;

/**
 * Which answers are compressed, and how. Tornado's setting {@code compress_response} and
 * its {@code GZipContentEncoding}.
 * <p>
 * <b>Threading:</b> immutable.
 *
 * @param minLength the least bytes of an answer that is sent in one piece, 0 and up;
 * shorter ones gain nothing. An answer that is flushed is compressed from its first flush
 * on, unless it has announced its length
 * @param maxStreams the most answers that are compressed at a time, on each loop, over
 * more than one step, 0 and up: those that are flushed, and those that are too large to
 * be compressed at once. Each holds about 270 KB; further ones are sent as they are
 * @param types the media types of what is compressed: {@code application/json},
 * {@code text/*} or, for all that end so, {@code *+json}. {@code text/event-stream} is
 * none of {@code text/*}: it is compressed only if it is named
 * @param coders the codings that may be chosen, the preferred ones first
 */
public record CompressionOptions(int minLength, int maxStreams, List<String> types, List<ContentCoder> coders) {

	/**
	 * 1 KiB and up, 256 streams, text and its kin, gzip rather than deflate, at level 6.
	 * Unlike Tornado, with all types that end in {@code +json} or {@code +xml}.
	 */
	public static final CompressionOptions DEFAULTS = new CompressionOptions(1024, 256,
			List.of("text/*", "application/javascript", "application/x-javascript", "application/json",
					"application/xml", "*+json", "*+xml"),
			List.of(ContentCoder.gzip(6), ContentCoder.deflate(6)));

	/**
	 * Checks them.
	 * @throws IllegalArgumentException if a number is negative, a type is none, or there
	 * is no coder, one that is no coding, or two of the same
	 */
	public CompressionOptions {
		check("minLength", minLength);
		check("maxStreams", maxStreams);
		types = List.copyOf(types);
		coders = List.copyOf(coders);
		new CompressedTypes(types);
		if (coders.isEmpty()) {
			throw new IllegalArgumentException("Without a coder nothing is compressed: leave the options away instead");
		}
		Set<String> codings = new HashSet<>();
		for (ContentCoder coder : coders) {
			if (!coder.coding().matches("[a-z0-9-]+") || coder.coding().equals(AcceptEncoding.IDENTITY)) {
				throw new IllegalArgumentException("'" + coder.coding() + "' is no coding");
			}
			if (!codings.add(coder.coding())) {
				throw new IllegalArgumentException("There are two coders for " + coder.coding());
			}
		}
	}

	private static void check(String name, int value) {
		if (value < 0) {
			throw new IllegalArgumentException(name + " must be 0 or more, not " + value);
		}
	}

	/**
	 * Returns the same but for one.
	 * @param bytes the least bytes of an answer in one piece
	 * @return new options
	 * @throws IllegalArgumentException if they are negative
	 */
	public CompressionOptions withMinLength(int bytes) {
		return new CompressionOptions(bytes, this.maxStreams, this.types, this.coders);
	}

	/**
	 * Returns the same but for one.
	 * @param streams the most streams that are compressed at a time on each loop
	 * @return new options
	 * @throws IllegalArgumentException if they are negative
	 */
	public CompressionOptions withMaxStreams(int streams) {
		return new CompressionOptions(this.minLength, streams, this.types, this.coders);
	}

	/**
	 * Returns the same but for one.
	 * @param all the media types that are compressed, instead of those before
	 * @return new options
	 * @throws IllegalArgumentException if one of them is none
	 */
	public CompressionOptions withTypes(String... all) {
		return new CompressionOptions(this.minLength, this.maxStreams, List.of(all), this.coders);
	}

	/**
	 * Returns the same but for one.
	 * @param all the codings, the preferred ones first
	 * @return new options
	 * @throws IllegalArgumentException if there is none, or two of the same
	 */
	public CompressionOptions withCoders(ContentCoder... all) {
		return new CompressionOptions(this.minLength, this.maxStreams, this.types, List.of(all));
	}

}
