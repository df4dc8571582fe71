package io.jtornado.web;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The media types of contents that become shorter.
 * <p>
 * <b>Threading:</b> immutable.
 */
final class CompressedTypes {

	/** Each event of these would have to be flushed: nobody gets it unless he asks. */
	private static final String EVENTS = "text/event-stream";

	private static final String TOKEN = "[A-Za-z0-9!#$&^_.+-]+";

	private static final Pattern TYPE = Pattern.compile(TOKEN + "/(" + TOKEN + "|\\*)|\\*\\+" + TOKEN);

	private final Set<String> exact = new HashSet<>();

	/** With the slash, or with the plus sign, that they begin or end at. */
	private final Set<String> families = new HashSet<>();

	CompressedTypes(List<String> types) {
		for (String type : types) {
			if (!TYPE.matcher(type).matches()) {
				throw new IllegalArgumentException("'" + type
						+ "' is no media type: write application/json, text/* or, for all that end so, *+json");
			}
			String lower = type.toLowerCase(Locale.ROOT);
			boolean family = lower.indexOf('*') >= 0;
			(family ? this.families : this.exact).add(lower.replace("*", ""));
		}
	}

	/** Whether a content of this type is compressed, parameters aside. */
	boolean match(String contentType) {
		int semicolon = contentType.indexOf(';');
		String type = ((semicolon < 0) ? contentType : contentType.substring(0, semicolon)).strip()
			.toLowerCase(Locale.ROOT);
		return this.exact.contains(type) || (!type.equals(EVENTS) && matchesFamily(type));
	}

	private boolean matchesFamily(String type) {
		int slash = type.indexOf('/');
		int plus = type.lastIndexOf('+');
		return slash > 0 && (this.families.contains(type.substring(0, slash + 1))
				|| (plus > slash && this.families.contains(type.substring(plus))));
	}

}
