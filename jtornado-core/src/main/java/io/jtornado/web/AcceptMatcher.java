package io.jtornado.web;

import java.util.Locale;
import java.util.regex.Pattern;

import io.jtornado.httpserver.HTTPRequest;

/**
 * Whether a client takes a media type
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, 12.5.1</a>).
 * Parameters of ranges apart from {@code q} are not looked at.
 *
 * @param type in lower case
 * @param family the range of its subtypes
 */
record AcceptMatcher(String type, String family) implements RequestMatcher {

	private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+");

	private static final Pattern ZERO = Pattern.compile(";[ \t]*[qQ]=0(?:\\.0{0,3})?[ \t]*(?:;|$)");

	static AcceptMatcher of(String type) {
		String lower = type.toLowerCase(Locale.ROOT);
		if (!TYPE.matcher(lower).matches()) {
			throw new BadPatternException("'" + type + "' is not a media type",
					"Write type/subtype, such as application/json, without parameters");
		}
		return new AcceptMatcher(lower, lower.substring(0, lower.indexOf('/') + 1) + "*");
	}

	@Override
	public boolean matches(HTTPRequest request) {
		String accept = request.header("Accept");
		return accept == null || accept.isBlank() || takes(accept);
	}

	private boolean takes(String accept) {
		int closest = 0;
		boolean taken = false;
		for (int start = 0; start < accept.length();) {
			int end = memberEnd(accept, start);
			String range = accept.substring(start, end);
			int closeness = closeness(range);
			if (closeness > closest) {
				closest = closeness;
				taken = !ZERO.matcher(range).find();
			}
			start = end + 1;
		}
		return taken;
	}

	/** 3 for the type itself, 2 and 1 for ranges with it, 0 for others. */
	private int closeness(String range) {
		int parameters = range.indexOf(';');
		String name = ((parameters >= 0) ? range.substring(0, parameters) : range).strip().toLowerCase(Locale.ROOT);
		if (name.equals(this.type)) {
			return 3;
		}
		return name.equals(this.family) ? 2 : name.equals("*/*") ? 1 : 0;
	}

	/** The next comma that does not stand in quotes. */
	private static int memberEnd(String list, int from) {
		boolean quoted = false;
		for (int i = from; i < list.length(); i++) {
			char c = list.charAt(i);
			if (c == '"') {
				quoted = !quoted;
			}
			else if (quoted && c == '\\') {
				i++;
			}
			else if (c == ',' && !quoted) {
				return i;
			}
		}
		return list.length();
	}

	@Override
	public String text() {
		return "Accept: " + this.type;
	}

}
