package io.jtornado.http;

import java.util.Locale;

/**
 * Why the engine refuses a request before any handler sees it: a closed set, so that it
 * can be the tag {@code reason} of the meter {@code jtornado.requests.malformed}. After
 * each of them the connection is closed, and not one byte behind it is read as a request.
 * <p>
 * <b>Threading:</b> immutable.
 */
public enum Refusal {

	/** Not {@code method SP target SP version CRLF}. */
	REQUEST_LINE(400, "Malformed request line"),
	/** A version that is not written {@code HTTP/d.d}. */
	VERSION(400, "Malformed HTTP version"),
	/** A major version other than 1. */
	VERSION_UNSUPPORTED(505, "Only HTTP/1.0 and HTTP/1.1 are served here"),
	/** A method longer than any that exists, or one that only a proxy can serve. */
	METHOD_UNSUPPORTED(501, "Method not implemented"),
	/** A request target in none of the forms that fit its method. */
	TARGET(400, "Malformed request target"),
	/** A request line that fills the whole room for a head. */
	TARGET_TOO_LONG(414, "Request target too long"),
	/** A field line with a forbidden octet, folded, or without a name. */
	FIELD(400, "Malformed header field"),
	/** More bytes of head than {@code max-header-size}. */
	HEAD_TOO_LARGE(431, "Request header too large"),
	/** More field lines than {@code max-headers}. */
	TOO_MANY_FIELDS(431, "Too many header fields"),
	/** Host is missing, repeated or not {@code uri-host[:port]}. */
	HOST(400, "Missing, repeated or malformed Host"),
	/**
	 * A host outside {@code allowed-hosts}, or a resource of https that was asked for
	 * over a connection that is not secured
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.20">RFC 9110,
	 * 15.5.20</a>).
	 */
	MISDIRECTED(421, "This host, or this scheme, is not served here"),
	/** What a trusted proxy says of the client is malformed or contradicts itself. */
	FORWARDED(400, "Malformed or contradictory forwarding fields"),
	/** Content-Length is repeated or not a number of at most 63 bits. */
	CONTENT_LENGTH(400, "Malformed Content-Length"),
	/** Content-Length and Transfer-Encoding together, or a coding where none may be. */
	FRAMING(400, "Ambiguous message framing"),
	/** A transfer coding other than chunked. */
	TRANSFER_CODING(501, "Transfer coding not implemented"),
	/** An expectation other than 100-continue. */
	EXPECTATION(417, "Expectation failed"),
	/** More bytes of body than {@code max-body-size}. */
	BODY_TOO_LARGE(413, "Request body too large"),
	/**
	 * A chunk size, extension, end of chunk or trailer that breaks the grammar or a
	 * bound.
	 */
	CHUNK(400, "Malformed chunked body"),
	/**
	 * Content that cannot be inflated: malformed, cut short, or with something behind it;
	 * or whose few octets stand for too many.
	 */
	CONTENT_CODING(400, "Malformed or excessive content coding"),
	/** A content coding that cannot be undone, or several of them. */
	CONTENT_CODING_UNSUPPORTED(415, "Only one of the content codings gzip and deflate is understood here"),
	/** The peer ended its side in the middle of a request. */
	TRUNCATED(400, "Truncated request");

	private final int status;

	private final String text;

	private final String tag;

	Refusal(int status, String text) {
		this.status = status;
		this.text = text;
		this.tag = name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Returns the status code of the answer.
	 * @return 400, 413, 414, 415, 417, 421, 431, 501 or 505
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Returns one sentence for the body of the answer.
	 * @return text without markup
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Returns the value of the meter's tag.
	 * @return the name in lower case with hyphens
	 */
	public String tag() {
		return this.tag;
	}

}
