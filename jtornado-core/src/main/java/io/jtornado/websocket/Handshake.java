package io.jtornado.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import io.jtornado.http.ABNF;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a client has to say before it is a WebSocket's
 * (<a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1">RFC 6455, 4.2.1</a>).
 */
final class Handshake {

	static final String VERSION = "13";

	private static final String KEY = "Sec-WebSocket-Key";

	private static final int KEY_OCTETS = 16;

	/** With which nobody answers who does not know the protocol. */
	private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private Handshake() {
	}

	/**
	 * What is wrong with it.
	 *
	 * @param status the status of the answer
	 * @param text what the client is told
	 */
	record Refusal(int status, String text) {

	}

	/** Returns what is wrong, but for the origin; null if nothing is. */
	static @Nullable Refusal refusal(HTTPRequest request) {
		HTTPHeaders headers = request.headers();
		if (!headers.hasMember("Upgrade", "websocket")) {
			return new Refusal(400, "Can \"Upgrade\" only to \"WebSocket\".");
		}
		if (!headers.hasMember("Connection", "upgrade")) {
			return new Refusal(400, "\"Connection\" must be \"Upgrade\".");
		}
		if (request.version().equals("HTTP/1.0") || request.body().length > 0) {
			return new Refusal(400, "A handshake is a request of HTTP/1.1 without a body.");
		}
		if (!isKey(headers.getList(KEY))) {
			return new Refusal(400, "There must be one Sec-WebSocket-Key, of 16 bytes in Base64.");
		}
		if (!headers.getList("Sec-WebSocket-Version").equals(List.of(VERSION))) {
			return new Refusal(426, "This is version 13 of WebSocket.");
		}
		return null;
	}

	private static boolean isKey(List<String> keys) {
		if (keys.size() != 1) {
			return false;
		}
		try {
			return Base64.getDecoder().decode(keys.get(0)).length == KEY_OCTETS && keys.get(0).endsWith("==");
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** The value of Sec-WebSocket-Accept. */
	static String accept(HTTPRequest request) {
		String text = request.headers().getList(KEY).get(0) + GUID;
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.ISO_8859_1));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex); // every JDK has it
		}
	}

	/** Where the page is from that connects; null if it is none. */
	static @Nullable String origin(HTTPRequest request) {
		String origin = request.header("Origin");
		return (origin != null) ? origin : request.header("Sec-WebSocket-Origin");
	}

	/**
	 * Whether an origin is where the client has come to. A request of http may have been
	 * one of https to a proxy that does not say so, and its origin is taken at its word.
	 */
	static boolean isSameOrigin(String origin, HTTPRequest request) {
		int end = origin.indexOf("://");
		if (end <= 0) {
			return false;
		}
		String scheme = origin.substring(0, end).toLowerCase(Locale.ROOT);
		if (request.protocol().equals("https") && !scheme.equals("https")) {
			return false;
		}
		String authority = origin.substring(end + 3).split("[/?#]", 2)[0];
		return !authority.isEmpty()
				&& withoutDefaultPort(scheme, authority).equals(withoutDefaultPort(scheme, request.host()));
	}

	private static String withoutDefaultPort(String scheme, String authority) {
		String lower = authority.toLowerCase(Locale.ROOT);
		String port = scheme.equals("https") ? ":443" : ":80";
		return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
	}

	/** The members of a list, over all its lines. */
	static List<String> offeredSubprotocols(HTTPRequest request) {
		List<String> offered = new ArrayList<>();
		for (String line : request.headers().getList("Sec-WebSocket-Protocol")) {
			for (String member : line.split(",")) {
				String name = member.strip();
				if (ABNF.isToken(name)) {
					offered.add(name);
				}
			}
		}
		return List.copyOf(offered);
	}

}
