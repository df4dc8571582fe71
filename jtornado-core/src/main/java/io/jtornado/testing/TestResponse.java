package io.jtornado.testing;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;

import io.jtornado.http.HTTPHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer, as it came: nothing in it was followed, remembered, inflated or
 * guessed.
 * <p>
 * <b>Threading:</b> immutable, as long as nobody writes into its headers or its body.
 */
public final class TestResponse {

	private final int status;

	private final String reason;

	private final HTTPHeaders headers;

	private final byte[] body;

	TestResponse(int status, String reason, HTTPHeaders headers, byte[] body) {
		this.status = status;
		this.reason = reason;
		this.headers = headers;
		this.body = body;
	}

	/**
	 * Returns the status.
	 * @return 101 or 200 to 999
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Returns the reason phrase.
	 * @return the phrase; may be empty
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Returns the header fields, in the order in which they came.
	 * @return the fields, those of framing included
	 */
	public HTTPHeaders headers() {
		return this.headers;
	}

	/**
	 * Returns a header field.
	 * @param name its name, in any case
	 * @return its value, that of several lines joined by a comma; null if there is none
	 */
	public @Nullable String header(String name) {
		return this.headers.get(name);
	}

	/**
	 * Returns a cookie that the answer sets.
	 * @param name the cookie's name
	 * @return the whole value of its Set-Cookie field, attributes included; null if the
	 * answer does not set it
	 */
	public @Nullable String setCookie(String name) {
		List<String> lines = this.headers.getList("Set-Cookie");
		return lines.stream().filter((line) -> line.startsWith(name + "=")).findFirst().orElse(null);
	}

	/**
	 * Returns the body, without its framing.
	 * @return the bytes; empty if there is none
	 */
	public byte[] body() {
		return this.body;
	}

	/**
	 * Returns the body as text, in the charset of its Content-Type, or in UTF-8.
	 * @return the text; empty if there is no body
	 */
	public String text() {
		return new String(this.body, charset());
	}

	private Charset charset() {
		String type = this.headers.get("Content-Type");
		int at = (type != null) ? type.toLowerCase(Locale.ROOT).indexOf("charset=") : -1;
		if (type == null || at < 0) {
			return StandardCharsets.UTF_8;
		}
		String name = type.substring(at + "charset=".length()).split(";", 2)[0].strip().replace("\"", "");
		try {
			return Charset.forName(name);
		}
		catch (IllegalCharsetNameException | UnsupportedCharsetException ex) {
			throw new AssertionError("Content-Type names a charset that does not exist: " + type, ex);
		}
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(this.status + " " + this.reason + "\n");
		this.headers.forEach((field) -> text.append(field.getKey() + ": " + field.getValue() + "\n"));
		return text + "\n" + text();
	}

}
