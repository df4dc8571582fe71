package io.jtornado.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.springframework.util.unit.DataSize;

/**
 * Settings of the compression of responses.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public class CompressionProperties {

	/**
	 * Minimum length of a response that is compressed. One that is flushed is compressed
	 * whatever its length, unless it has announced it.
	 */
	private DataSize minLength = DataSize.ofKilobytes(1);

	/**
	 * Maximum number of responses that each loop compresses at the same time in more than
	 * one step, because they are flushed or larger than 64KB. Further ones are sent as
	 * they are.
	 */
	private int maxStreams = 256;

	/**
	 * Level of gzip and deflate, from 1, the fastest, to 9, the smallest.
	 */
	private int level = 6;

	/**
	 * Level of Brotli, from 0, the fastest, to 11, the smallest.
	 */
	private int brotliLevel = 4;

	/**
	 * Media types that are compressed, such as "application/json", "text/*" or "*+json".
	 * "text/event-stream" is only if it is listed itself.
	 */
	private List<String> types = new ArrayList<>(List.of("text/*", "application/javascript", "application/x-javascript",
			"application/json", "application/xml", "*+json", "*+xml"));

	/**
	 * Codings in the order of preference, such as "br", "gzip", "deflate". All that there
	 * are if not set, "br" and those of other beans first.
	 */
	private List<String> codings = new ArrayList<>();

	public DataSize getMinLength() {
		return this.minLength;
	}

	public void setMinLength(DataSize minLength) {
		this.minLength = minLength;
	}

	public int getMaxStreams() {
		return this.maxStreams;
	}

	public void setMaxStreams(int maxStreams) {
		this.maxStreams = maxStreams;
	}

	public int getLevel() {
		return this.level;
	}

	public void setLevel(int level) {
		this.level = level;
	}

	public int getBrotliLevel() {
		return this.brotliLevel;
	}

	public void setBrotliLevel(int brotliLevel) {
		this.brotliLevel = brotliLevel;
	}

	public List<String> getTypes() {
		return this.types;
	}

	public void setTypes(List<String> types) {
		this.types = types;
	}

	public List<String> getCodings() {
		return this.codings;
	}

	public void setCodings(List<String> codings) {
		this.codings = codings;
	}

}
