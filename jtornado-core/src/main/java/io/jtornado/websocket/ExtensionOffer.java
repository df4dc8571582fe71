package io.jtornado.websocket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jtornado.http.ABNF;

/**
 * An extension that a client offers
 * (<a href="https://www.rfc-editor.org/rfc/rfc6455#section-9.1">RFC 6455, 9.1</a>):
 *
 * <pre>
 * extension-list = 1#extension
 * extension      = token *( ";" token [ "=" ( token / quoted-string ) ] )
 * </pre>
 *
 * @param name its name
 * @param parameters value by name; empty for one that has none
 */
record ExtensionOffer(String name, Map<String, String> parameters) {

	/**
	 * Reads all lines of the field. An offer that names a parameter twice is left out,
	 * and from where it makes no sense any more, the rest.
	 */
	static List<ExtensionOffer> parse(List<String> lines) {
		List<ExtensionOffer> offers = new ArrayList<>();
		new Reader(String.join(",", lines)).read(offers);
		return offers;
	}

	private static final class Reader {

		private final String text;

		private int position;

		Reader(String text) {
			this.text = text;
		}

		void read(List<ExtensionOffer> offers) {
			boolean more = true;
			while (more) {
				boolean separated = true;
				while (separated) { // empty elements stand for nothing
					separated = skip(',');
				}
				String name = token();
				more = !name.isEmpty() && readOffer(name, offers);
			}
		}

		/** Whether another offer may follow. */
		private boolean readOffer(String name, List<ExtensionOffer> offers) {
			Map<String, String> parameters = new LinkedHashMap<>();
			boolean clear = true;
			while (skip(';')) {
				String parameter = token();
				boolean valued = skip('=');
				String value = valued ? value() : "";
				if (parameter.isEmpty() || (valued && value.isEmpty())) {
					return false;
				}
				clear &= parameters.put(parameter, value) == null;
			}
			boolean end = this.position == this.text.length();
			boolean next = skip(',');
			if (clear && (end || next)) {
				offers.add(new ExtensionOffer(name, parameters));
			}
			return next;
		}

		private boolean skip(char c) {
			skipSpace();
			boolean there = this.position < this.text.length() && this.text.charAt(this.position) == c;
			this.position += there ? 1 : 0;
			skipSpace();
			return there;
		}

		private void skipSpace() {
			while (this.position < this.text.length() && " \t".indexOf(this.text.charAt(this.position)) >= 0) {
				this.position++;
			}
		}

		private String token() {
			int from = this.position;
			while (this.position < this.text.length() && ABNF.isTchar(this.text.charAt(this.position))) {
				this.position++;
			}
			return this.text.substring(from, this.position);
		}

		/** What stands in quotes must be a token, too, but for what escapes it. */
		private String value() {
			if (!this.text.startsWith("\"", this.position)) {
				return token();
			}
			int end = this.text.indexOf('"', ++this.position);
			String quoted = (end < 0) ? "" : this.text.substring(this.position, end).replace("\\", "");
			this.position = (end < 0) ? this.text.length() : end + 1;
			return ABNF.isToken(quoted) ? quoted : "";
		}

	}

}
