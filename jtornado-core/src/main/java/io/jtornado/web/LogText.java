package io.jtornado.web;

import java.net.UnixDomainSocketAddress;

import io.jtornado.httpserver.HTTPRequest;

/** Text from outside, made fit for one line of a log. */
final class LogText {

	private LogText() {
	}

	/** What identifies a request in a log: method, target and address. */
	static String summary(HTTPRequest request) {
		return escape(request.method()) + " " + escape(request.uri()) + " (" + peer(request) + ")";
	}

	/**
	 * Writes control characters and everything outside of ASCII as {@code \xNN} or
	 * {@code \}{@code uNNNN}.
	 */
	static String escape(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (!isPlain(text.charAt(i))) {
				return escaped(text);
			}
		}
		return text;
	}

	private static boolean isPlain(char c) {
		return c >= ' ' && c < 0x7f;
	}

	private static String escaped(String text) {
		StringBuilder line = new StringBuilder(text.length() + 16);
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (isPlain(c)) {
				line.append(c);
			}
			else {
				line.append(String.format((c <= 0xff) ? "\\x%02x" : "\\u%04x", (int) c));
			}
		}
		return line.toString();
	}

	/** One that has come by a unix domain socket has no number. */
	private static String peer(HTTPRequest request) {
		boolean unix = request.remoteAddress() instanceof UnixDomainSocketAddress;
		String address = request.remoteIp();
		return (unix && address.equals("0.0.0.0")) ? "unix:" : address;
	}

}
