package io.jtornado.websocket;

import java.util.zip.Inflater;

/**
 * What messages before this one became, as far back as those to come may refer to it: for
 * clients with a context whose messages end with a final block, behind which a decoder
 * begins anew and knows nothing. Nobody else needs one, and clients that end a message so
 * end all of them so: it begins with the first.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class InflateHistory {

	/** As far as anything may refer back. */
	static final int WINDOW = 32 * 1024;

	private final byte[] octets = new byte[WINDOW]; // those that count are the last

	private int length;

	/** A message has come whole. */
	void add(MessageBytes message) {
		int more = Math.min(WINDOW, message.length());
		int kept = Math.min(this.length, WINDOW - more);
		System.arraycopy(this.octets, WINDOW - kept, this.octets, WINDOW - more - kept, kept);
		System.arraycopy(message.octets(), message.length() - more, this.octets, WINDOW - more, more);
		this.length = kept + more;
	}

	/** Tells a decoder that begins anew within a message what that may refer to. */
	void tell(Inflater inflater, MessageBytes message) {
		int kept = Math.min(this.length, Math.max(0, WINDOW - message.length()));
		if (kept > 0) {
			inflater.setDictionary(this.octets, WINDOW - kept, kept);
		}
	}

}
