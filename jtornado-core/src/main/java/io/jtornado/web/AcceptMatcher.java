package io.jtornado.web;

import java.util.Locale;
import java.util.regex.Pattern;

import io.jtornado.http.AcceptedTypes;
import io.jtornado.httpserver.HTTPRequest;

/**
 * Whether a client takes a media type, as {@link AcceptedTypes} says.
 *
 * @param type in lower case
 */
record AcceptMatcher(String type) implements RequestMatcher {

	private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+");

	static AcceptMatcher of(String type) {
		String lower = type.toLowerCase(Locale.ROOT);
		if (!TYPE.matcher(lower).matches()) {
			throw new BadPatternException("'" + type + "' is not a media type",
					"Write type/subtype, such as application/json, without parameters");
		}
		return new AcceptMatcher(lower);
	}

	@Override
	public boolean matches(HTTPRequest request) {
		return AcceptedTypes.of(request.header("Accept")).best(this.type) != null;
	}

	@Override
	public String text() {
		return "Accept: " + this.type;
	}

}
