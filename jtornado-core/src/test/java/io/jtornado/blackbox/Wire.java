package io.jtornado.blackbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How requests are written in the tables, and what is read of the answers. */
final class Wire {

	private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) [^\r\n]*\r\n");

	private static final Pattern HEAD = Pattern.compile("HTTP/1\\.1 (\\d{3}) [^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n");

	private Wire() {
	}

	/**
	 * The octets of a row, in which ⏎ is CRLF, ␍ CR, ␊ LF and ␀ NUL, and ⇑ the fields of
	 * a handshake.
	 */
	static String octets(String row) {
		return row.replace("⇑", String.join("\r\n", upgrade()))
			.replace("⏎", "\r\n")
			.replace('␍', '\r')
			.replace('␊', '\n')
			.replace('␀', '\0');
	}

	static String get(String target, String... fields) {
		return request("GET", target, fields) + "\r\n";
	}

	/** A request with a body of known length. */
	static String post(String target, String body, String... fields) {
		return request("POST", target, fields) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
	}

	/** The fields of a handshake of RFC 6455, and others behind them. */
	static String[] upgrade(String... others) {
		return Stream
			.concat(Stream.of("Upgrade: websocket", "Connection: Upgrade",
					"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"), Stream.of(others))
			.toArray(String[]::new);
	}

	/** A head without its last line. */
	static String request(String method, String target, String... fields) {
		return method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", fields)
				+ ((fields.length > 0) ? "\r\n" : "");
	}

	/**
	 * Status and body of each answer, an error's without its page: {@code 200 body, 404}.
	 */
	static String answers(String received) {
		List<String> answers = new ArrayList<>();
		Matcher head = HEAD.matcher(received);
		boolean found = head.find();
		while (found) {
			String status = head.group(1);
			int from = head.end();
			found = head.find();
			String body = received.substring(from, found ? head.start() : received.length());
			answers.add((status.compareTo("400") < 0) ? (status + " " + row(body)).strip() : status);
		}
		return answers.isEmpty() ? "nothing" : String.join(", ", answers);
	}

	private static String row(String octets) {
		return octets.replace("\r\n", "⏎");
	}

	/** The statuses of all answers. */
	static List<String> statuses(String received) {
		return STATUS.matcher(received).results().map((match) -> match.group(1)).toList();
	}

}
