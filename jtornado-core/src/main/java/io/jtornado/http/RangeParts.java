package io.jtornado.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text around the parts of a {@code multipart/byteranges} body
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-14.6">RFC 9110, 14.6</a>).
 * <p>
 * <b>Threading:</b> immutable, as long as nobody writes into the arrays.
 */
public final class RangeParts {

	private final String boundary;

	private final List<byte[]> heads = new ArrayList<>();

	private final byte[] end;

	private final long contentLength;

	/**
	 * Prepares a body.
	 * @param parts the parts
	 * @param type the Content-Type of the representation
	 * @param total the length of the representation
	 * @param boundary letters and digits that cannot be guessed by who has written the
	 * representation
	 * @throws IllegalArgumentException if the type is no value of a header field
	 */
	public RangeParts(List<ByteRange> parts, String type, long total, String boundary) {
		if (!ABNF.isFieldValue(type)) {
			throw new IllegalArgumentException("The type of a range has characters that are not allowed");
		}
		this.boundary = boundary;
		this.end = bytes("\r\n--" + boundary + "--\r\n");
		long length = this.end.length;
		String before = "--";
		for (ByteRange part : parts) {
			byte[] head = bytes(before + boundary + "\r\nContent-Type: " + type + "\r\nContent-Range: "
					+ part.contentRange(total) + "\r\n\r\n");
			this.heads.add(head);
			length += head.length + part.length();
			before = "\r\n--";
		}
		this.contentLength = length;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Returns the Content-Type of the whole body.
	 * @return the type with its boundary
	 */
	public String contentType() {
		return "multipart/byteranges; boundary=" + this.boundary;
	}

	/**
	 * Returns the length of the whole body.
	 * @return bytes
	 */
	public long contentLength() {
		return this.contentLength;
	}

	/**
	 * Returns what stands in front of a part.
	 * @param part 0 for the first
	 * @return the text
	 */
	public byte[] head(int part) {
		return this.heads.get(part);
	}

	/**
	 * Returns what stands behind the last part.
	 * @return the text
	 */
	public byte[] end() {
		return this.end;
	}

}
