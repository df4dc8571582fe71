package io.jtornado.http;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What the fields of a head say about the message and its connection
 * (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-6">RFC 9112, 6 and 9</a>).
 * Where the RFC lets a recipient choose between mending and refusing, this refuses: a
 * request that two parsers can read in two ways is how requests are smuggled.
 * <p>
 * <b>Threading:</b> immutable once made but for the string of the host, of which two
 * threads that ask at a time may each make one.
 */
public final class Framing {

	/** The length of a message that has no body, or whose body is chunked. */
	public static final long NONE = -1;

	private static final int NO_LINE = -1;

	private static final String DEFAULT_HOST = "127.0.0.1";

	private final boolean http11;

	private long contentLength = NONE;

	private boolean chunked;

	private boolean close;

	private boolean keepAlive;

	private boolean expectsContinue;

	private final RequestHead head;

	/** Where Host is. */
	private int hostLine = NO_LINE;

	/** Made when somebody asks, unless it is of the target. */
	private @Nullable String host;

	private Framing(RequestHead head) {
		this.head = head;
		this.http11 = head.minorVersion() > 0;
	}

	/**
	 * Reads the fields that frame a request.
	 * @param head the head
	 * @param authority the authority of an absolute target, which wins over Host; null if
	 * there is none
	 * @return what they say
	 * @throws HTTPInputException if they are malformed, ambiguous or ask for what is not
	 * implemented
	 */
	public static Framing of(RequestHead head, @Nullable String authority) {
		Framing framing = new Framing(head);
		for (int line = 0; line < head.size(); line++) {
			framing.read(line);
		}
		framing.checkTogether();
		if (authority != null) {
			framing.host = authority.toLowerCase(Locale.ROOT);
		}
		return framing;
	}

	private void read(int line) {
		// Lengths first: most lines of a browser's head are none of these and cost one
		// comparison.
		switch (head.nameLength(line)) {
			case 4 -> {
				if (this.head.isNamed(line, "host")) {
					readHost(line);
				}
			}
			case 6 -> {
				if (this.head.isNamed(line, "expect")) {
					readExpectation(this.head.value(line));
				}
			}
			case 10 -> {
				if (this.head.isNamed(line, "connection")) {
					readConnection(this.head.value(line));
				}
			}
			case 14 -> {
				if (this.head.isNamed(line, "content-length")) {
					readContentLength(this.head.value(line));
				}
			}
			case 17 -> {
				if (this.head.isNamed(line, "transfer-encoding")) {
					readTransferEncoding(this.head.value(line));
				}
			}
			default -> {
			}
		}
	}

	private void readHost(int line) {
		boolean valid = this.head.isPlainAuthority(line) || Authority.isValid(this.head.value(line));
		if (this.hostLine != NO_LINE || !valid) {
			throw new HTTPInputException(Refusal.HOST);
		}
		this.hostLine = line;
	}

	/**
	 * {@code #expectation}. A later line may not take back what an earlier one has asked.
	 */
	private void readExpectation(String value) {
		for (int start = 0; start < value.length();) {
			int end = memberEnd(value, start);
			if (isMember(value, start, end, "100-continue")) {
				this.expectsContinue = true;
			}
			else if (!isMember(value, start, end, "")) {
				throw new HTTPInputException(Refusal.EXPECTATION);
			}
			start = end + 1;
		}
	}

	private void readConnection(String value) {
		for (int start = 0; start < value.length();) {
			int end = memberEnd(value, start);
			this.close |= isMember(value, start, end, "close");
			this.keepAlive |= isMember(value, start, end, "keep-alive");
			start = end + 1;
		}
	}

	static int memberEnd(String list, int start) {
		int comma = list.indexOf(',', start);
		return (comma < 0) ? list.length() : comma;
	}

	/** Whether this part of a list, white space around it aside, is the word. */
	static boolean isMember(String list, int from, int to, String word) {
		int start = from;
		int end = to;
		while (start < end && FieldParser.isWhiteSpace(list.charAt(start))) {
			start++;
		}
		while (end > start && FieldParser.isWhiteSpace(list.charAt(end - 1))) {
			end--;
		}
		return end - start == word.length() && list.regionMatches(true, start, word, 0, word.length());
	}

	/**
	 * {@code 1*DIGIT}, once: even equal repeats are refused, since they prove that
	 * somebody merged messages. Zeros in front change nothing, so any number of them is
	 * read.
	 */
	private void readContentLength(String value) {
		if (this.contentLength != NONE || value.isEmpty()) {
			throw new HTTPInputException(Refusal.CONTENT_LENGTH);
		}
		long length = 0;
		for (int i = 0; i < value.length(); i++) {
			int digit = value.charAt(i) - '0';
			if (digit < 0 || digit > 9 || length > (Long.MAX_VALUE - digit) / 10) {
				throw new HTTPInputException(Refusal.CONTENT_LENGTH);
			}
			length = 10 * length + digit;
		}
		this.contentLength = length;
	}

	/**
	 * {@code chunked}, once and alone. Codings without it, or in front of it, are
	 * well-formed and not implemented; whatever else nobody can frame.
	 */
	private void readTransferEncoding(String value) {
		if (this.chunked) {
			throw new HTTPInputException(Refusal.FRAMING);
		}
		if (!value.equalsIgnoreCase("chunked")) {
			throw new HTTPInputException(isOtherCoding(value) ? Refusal.TRANSFER_CODING : Refusal.FRAMING);
		}
		this.chunked = true;
	}

	/**
	 * Whether these are names of codings, at least one not chunked, and that only last.
	 */
	private static boolean isOtherCoding(String value) {
		boolean other = false;
		for (int start = 0; start < value.length();) {
			int end = memberEnd(value, start);
			String coding = value.substring(start, end).replace('\t', ' ').trim();
			if (coding.equalsIgnoreCase("chunked")) {
				return other && end == value.length();
			}
			if (!coding.isEmpty() && !isCoding(coding)) {
				return false;
			}
			other |= !coding.isEmpty();
			start = end + 1;
		}
		return other;
	}

	/** A token, perhaps with parameters, which chunked does not have. */
	private static boolean isCoding(String coding) {
		int semicolon = coding.indexOf(';');
		String name = (semicolon < 0) ? coding : coding.substring(0, semicolon).trim();
		return ABNF.isToken(name) && !name.equalsIgnoreCase("chunked");
	}

	private void checkTogether() {
		if (this.hostLine == NO_LINE && this.http11) {
			throw new HTTPInputException(Refusal.HOST);
		}
		if (this.chunked && (this.contentLength != NONE || !this.http11)) {
			throw new HTTPInputException(Refusal.FRAMING);
		}
	}

	/**
	 * Returns the announced length of the body.
	 * @return octets, or {@link #NONE}
	 */
	public long contentLength() {
		return this.contentLength;
	}

	/**
	 * Tells whether the body comes in chunks.
	 * @return whether it does
	 */
	public boolean chunked() {
		return this.chunked;
	}

	/**
	 * Tells whether octets of a body follow the head.
	 * @return whether they do
	 */
	public boolean hasBody() {
		return this.chunked || this.contentLength > 0;
	}

	/**
	 * Tells whether the client wants to send another request on this connection
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.3">RFC 9112, 9.3</a>).
	 * @return whether the connection persists as far as the client is concerned
	 */
	public boolean persistent() {
		return !this.close && (this.http11 || this.keepAlive);
	}

	/**
	 * Tells whether the request is of HTTP/1.1 or a later minor version.
	 * @return false for HTTP/1.0
	 */
	public boolean http11() {
		return this.http11;
	}

	/**
	 * Tells whether the client waits for {@code 100 Continue}; clients of HTTP/1.0
	 * cannot.
	 * @return whether it waits
	 */
	public boolean expectsContinue() {
		return this.expectsContinue && this.http11;
	}

	/**
	 * Returns the authority that the request is for, in lower case.
	 * @return {@code host[:port]}; as in Tornado {@code 127.0.0.1} for HTTP/1.0 without
	 * Host
	 */
	public String host() {
		String made = this.host;
		if (made == null) {
			made = (this.hostLine != NO_LINE) ? this.head.value(this.hostLine).toLowerCase(Locale.ROOT) : DEFAULT_HOST;
			this.host = made;
		}
		return made;
	}

	/**
	 * Returns the host without its port, in lower case.
	 * @return a name or an address; IPv6 addresses keep their brackets
	 */
	public String hostName() {
		return Authority.host(host());
	}

}
