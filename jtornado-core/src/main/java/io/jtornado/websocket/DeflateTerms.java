package io.jtornado.websocket;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What was agreed on compression, from an offer of {@code permessage-deflate}
 * (<a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.1">RFC 7692, 7.1</a>).
 *
 * @param serverContext whether messages from this side may refer to earlier ones
 * @param clientContext whether messages of the client may
 * @param response the value of the field Sec-WebSocket-Extensions
 */
record DeflateTerms(boolean serverContext, boolean clientContext, String response) {

	private static final String NAME = "permessage-deflate";

	private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";

	private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";

	private static final String SERVER_WINDOW = "server_max_window_bits";

	private static final String CLIENT_WINDOW = "client_max_window_bits";

	/** The JDK's encoder knows no other. */
	private static final int WINDOW = 15;

	/** Takes the first offer that can be kept; null if there is none. */
	static @Nullable DeflateTerms of(Iterable<ExtensionOffer> offers, WebSocketCompression options) {
		for (ExtensionOffer offer : offers) {
			if (offer.name().equals(NAME) && isWellFormed(offer.parameters())) {
				return agree(offer.parameters(), options.contextTakeover());
			}
		}
		return null;
	}

	/** Whether the parameters are known ones, with their values, and can be kept. */
	private static boolean isWellFormed(Map<String, String> parameters) {
		return parameters.entrySet()
			.stream()
			.allMatch((parameter) -> isWellFormed(parameter.getKey(), parameter.getValue()));
	}

	private static boolean isWellFormed(String name, String value) {
		return switch (name) {
			case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value.isEmpty();
			case SERVER_WINDOW -> bits(value) == WINDOW;
			// Of the client any smaller one is read as well.
			case CLIENT_WINDOW -> value.isEmpty() || bits(value) > 0;
			default -> false;
		};
	}

	/** 8 to 15, or -1: no sign, and no zero in front. */
	private static int bits(String value) {
		return value.matches("[89]|1[0-5]") ? Integer.parseInt(value) : -1;
	}

	private static DeflateTerms agree(Map<String, String> offered, boolean takeover) {
		boolean serverContext = takeover && !offered.containsKey(SERVER_NO_CONTEXT);
		boolean clientContext = takeover && !offered.containsKey(CLIENT_NO_CONTEXT);
		StringBuilder response = new StringBuilder(NAME);
		response.append(serverContext ? "" : "; " + SERVER_NO_CONTEXT);
		response.append(clientContext ? "" : "; " + CLIENT_NO_CONTEXT);
		response.append(offered.containsKey(SERVER_WINDOW) ? "; " + SERVER_WINDOW + "=" + WINDOW : "");
		return new DeflateTerms(serverContext, clientContext, response.toString());
	}

}
