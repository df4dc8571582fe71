package io.jtornado.http;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A field by which a proxy says for whom it asks.
 * <p>
 * <b>Threading:</b> immutable.
 */
public enum ForwardedField {

	/**
	 * All in one field (<a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239</a>).
	 */
	FORWARDED,
	/** The client's address, behind it those of the proxies but the last. */
	X_FORWARDED_FOR,
	/** The client's address. */
	X_REAL_IP,
	/** The scheme by which the client came. */
	X_FORWARDED_PROTO,
	/** The authority that the client asked for. */
	X_FORWARDED_HOST,
	/** The port that the client came to. */
	X_FORWARDED_PORT,
	/** The part of the path that the proxy has cut off. */
	X_FORWARDED_PREFIX;

	private final String fieldName = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * Returns the name of the field.
	 * @return the name in lower case
	 */
	public String fieldName() {
		return this.fieldName;
	}

	/** The values of these fields as far as they are there, several lines joined. */
	static Map<ForwardedField, String> read(RequestHead head, Set<ForwardedField> fields) {
		Map<ForwardedField, String> values = new EnumMap<>(ForwardedField.class);
		for (ForwardedField field : fields) {
			String value = head.value(field.fieldName);
			if (value != null) {
				values.put(field, value);
			}
		}
		return values;
	}

}
