package io.jtornado.http;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Reads {@link ForwardedElement}s, each character once. */
final class ForwardedParser {

	private static final char END = 0; // no field value has it

	private final String text;

	private int at;

	private @Nullable String node;

	private @Nullable String by;

	private @Nullable String protocol;

	private @Nullable String host;

	ForwardedParser(String text) {
		this.text = text;
	}

	boolean hasMore() {
		return this.at < this.text.length();
	}

	/** Reads up to and including the next comma; null if nothing stands before it. */
	@Nullable ForwardedElement element() {
		this.node = null;
		this.by = null;
		this.protocol = null;
		this.host = null;
		boolean empty = true;
		skipSpace();
		while (peek() != ',' && peek() != END) {
			if (peek() != ';') {
				pair();
				empty = false;
			}
			skipSpace();
			if (peek() == ';') {
				this.at++;
				skipSpace();
			}
			else if (peek() != ',' && peek() != END) {
				throw malformed();
			}
		}
		this.at++;
		return empty ? null : new ForwardedElement(this.node, this.protocol, this.host);
	}

	private void pair() {
		String name = token().toLowerCase(Locale.ROOT);
		if (peek() != '=') {
			throw malformed();
		}
		this.at++;
		String value = (peek() == '"') ? quoted() : token();
		switch (name) {
			case "for" -> this.node = once(this.node, value);
			case "by" -> this.by = once(this.by, value);
			case "proto" -> this.protocol = once(this.protocol, value);
			case "host" -> this.host = once(this.host, value);
			default -> {
				// an extension, which we need not know
			}
		}
	}

	private static String once(@Nullable String before, String value) {
		if (before != null) {
			throw malformed();
		}
		return value;
	}

	private String token() {
		int start = this.at;
		while (peek() < 0x80 && ABNF.isTchar((byte) peek())) {
			this.at++;
		}
		if (this.at == start) {
			throw malformed();
		}
		return this.text.substring(start, this.at);
	}

	private String quoted() {
		StringBuilder value = new StringBuilder();
		this.at++;
		while (peek() != '"') {
			this.at += (peek() == '\\') ? 1 : 0;
			if (peek() == END) {
				throw malformed();
			}
			value.append(peek());
			this.at++;
		}
		this.at++;
		return value.toString();
	}

	private void skipSpace() {
		while (peek() == ' ' || peek() == '\t') {
			this.at++;
		}
	}

	private char peek() {
		return hasMore() ? this.text.charAt(this.at) : END;
	}

	private static HTTPInputException malformed() {
		return new HTTPInputException(Refusal.FORWARDED);
	}

}
