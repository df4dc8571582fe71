package io.jtornado.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A request line and its fields as they came: octets and positions in them. Strings are
 * made when somebody asks. Names and values are read as ISO-8859-1, so that obs-text
 * passes through unharmed.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class RequestHead {

	private static final String[] METHODS = { "GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "OPTIONS" };

	/** What Content-Encoding is called once it has been acted on, as in Tornado. */
	private static final byte[] CONSUMED = "X-Consumed-Content-Encoding".getBytes(StandardCharsets.US_ASCII);

	private final byte[] octets;

	private final int methodEnd;

	private final int targetEnd;

	private final int minorVersion;

	private final int[] positions;

	RequestHead(byte[] octets, int methodEnd, int targetEnd, int minorVersion, int[] positions) {
		this.octets = octets;
		this.methodEnd = methodEnd;
		this.targetEnd = targetEnd;
		this.minorVersion = minorVersion;
		this.positions = positions;
	}

	/**
	 * Returns the method.
	 * @return a token, in the case it came
	 */
	public String method() {
		for (String method : METHODS) {
			if (matches(method, 0, this.methodEnd)) {
				return method;
			}
		}
		return text(0, this.methodEnd);
	}

	/**
	 * Returns the request target.
	 * @return visible US-ASCII, not decoded
	 */
	public String target() {
		return text(this.methodEnd + 1, this.targetEnd);
	}

	/**
	 * Returns the minor version.
	 * @return 0 to 9
	 */
	public int minorVersion() {
		return this.minorVersion;
	}

	/**
	 * Returns the number of field lines.
	 * @return 0 or more
	 */
	public int size() {
		return this.positions.length / FieldParser.POSITIONS;
	}

	/**
	 * Returns the length of a line's name: the cheapest way to pass over a line.
	 * @param line 0 to {@code size() - 1}
	 * @return octets
	 */
	int nameLength(int line) {
		return position(line, 1) - position(line, 0);
	}

	/**
	 * Tells whether a line has this name, in any case of US-ASCII.
	 * @param line 0 to {@code size() - 1}
	 * @param name the name
	 * @return whether it is the same
	 */
	public boolean isNamed(int line, String name) {
		int start = position(line, 0);
		if (position(line, 1) - start != name.length()) {
			return false;
		}
		for (int i = 0; i < name.length(); i++) {
			if (lower(this.octets[start + i]) != lower(name.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Returns the name in a line.
	 * @param line 0 to {@code size() - 1}
	 * @return the name as it came
	 */
	public String name(int line) {
		return text(position(line, 0), position(line, 1));
	}

	/**
	 * Returns the value in a line.
	 * @param line 0 to {@code size() - 1}
	 * @return the value without white space around it
	 */
	public String value(int line) {
		return text(position(line, 2), position(line, 3));
	}

	/** Whether a line's value is an authority as nearly all are. */
	boolean isPlainAuthority(int line) {
		return Authority.isPlain(this.octets, position(line, 2), position(line, 3));
	}

	/**
	 * Returns the value of a field, its lines joined by comma and space.
	 * @param name the name, in any case
	 * @return the value, or null if there is no such line
	 */
	public @Nullable String value(String name) {
		String value = null;
		StringBuilder joined = null;
		for (int line = 0; line < size(); line++) {
			if (!isNamed(line, name)) {
				continue;
			}
			if (value == null) {
				value = value(line);
				continue;
			}
			joined = (joined != null) ? joined : new StringBuilder(value);
			joined.append(", ").append(value(line));
		}
		return (joined != null) ? joined.toString() : value;
	}

	/**
	 * Tells whether the client makes the answer depend on what it has: whether there is a
	 * field whose name begins with {@code If-}.
	 * @return whether a {@link Preconditions precondition} may have to be evaluated
	 */
	public boolean conditional() {
		for (int line = 0; line < size(); line++) {
			int start = position(line, 0);
			if (this.octets[start + 2] == '-' && nameLength(line) > 2 && lower(this.octets[start]) == 'i'
					&& lower(this.octets[start + 1]) == 'f') {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns all fields as strings.
	 * @return new headers
	 */
	public HTTPHeaders headers() {
		@Nullable String[] lines = new @Nullable String[2 * size()];
		for (int line = 0; line < size(); line++) {
			lines[2 * line] = name(line);
			lines[2 * line + 1] = value(line);
		}
		return HTTPHeaders.parsed(lines);
	}

	/**
	 * Returns the head as it is for content that has been decoded: Content-Encoding is
	 * called X-Consumed-Content-Encoding, and Content-Length, which was that of the coded
	 * content, is gone.
	 * @return a new head
	 */
	public RequestHead decoded() {
		int added = this.octets.length;
		byte[] more = Arrays.copyOf(this.octets, added + CONSUMED.length);
		System.arraycopy(CONSUMED, 0, more, added, CONSUMED.length);
		int[] kept = new int[this.positions.length];
		int used = 0;
		for (int line = 0; line < size(); line++) {
			if (isNamed(line, "Content-Length")) {
				continue;
			}
			System.arraycopy(this.positions, FieldParser.POSITIONS * line, kept, used, FieldParser.POSITIONS);
			if (isNamed(line, "Content-Encoding")) {
				kept[used] = added;
				kept[used + 1] = more.length;
			}
			used += FieldParser.POSITIONS;
		}
		return new RequestHead(more, this.methodEnd, this.targetEnd, this.minorVersion, Arrays.copyOf(kept, used));
	}

	private boolean matches(String text, int start, int end) {
		if (end - start != text.length()) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			if (this.octets[start + i] != text.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	private int position(int line, int index) {
		return this.positions[FieldParser.POSITIONS * line + index];
	}

	private String text(int start, int end) {
		return new String(this.octets, start, end - start, StandardCharsets.ISO_8859_1);
	}

	private static int lower(int c) {
		return (c >= 'A' && c <= 'Z') ? c | 0x20 : c;
	}

}
