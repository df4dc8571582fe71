package io.jtornado.web;

import org.jspecify.annotations.Nullable;

/**
 * An error as {@code application/problem+json}
 * (<a href="https://www.rfc-editor.org/rfc/rfc9457#section-3">RFC 9457, 3</a>), with the
 * members of Spring's {@code ProblemDetail}. There need be no {@link JsonCodec} for it.
 * <p>
 * <b>Threading:</b> belongs to one answer.
 */
final class ProblemJson {

	static final String TYPE = "application/problem+json";

	private final StringBuilder text = new StringBuilder("{\"type\":\"about:blank\"");

	/** Begins with what there always is. */
	ProblemJson(int status, String title) {
		add("title", title);
		this.text.append(",\"status\":").append(status);
	}

	/** Adds a member; null adds none. */
	ProblemJson add(String name, @Nullable String value) {
		if (value != null) {
			this.text.append(",\"").append(name).append("\":\"");
			value.chars().forEach((c) -> append((char) c));
			this.text.append('"');
		}
		return this;
	}

	/**
	 * What would end the string is escaped, and so is what would begin a tag, for clients
	 * that take anything for HTML, and what JavaScript once took for the end of a line.
	 */
	private void append(char c) {
		if (c == '"' || c == '\\') {
			this.text.append('\\').append(c);
		}
		else if (c < ' ' || c == '<' || c == '>' || c == '&' || c == 0x7f || c == 0x2028 || c == 0x2029) {
			this.text.append(String.format("\\u%04x", (int) c));
		}
		else {
			this.text.append(c);
		}
	}

	@Override
	public String toString() {
		return this.text + "}";
	}

}
