package io.jtornado.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of a query or of a form body ({@code application/x-www-form-urlencoded}):
 * names, each with its values in the order in which they came.
 * <p>
 * Fields are split at {@code &} only, names and values decoded as
 * {@link PercentEncoding#decodeForm} says, blank values are kept. In values, control
 * characters other than tab, line feed and carriage return become spaces, then white
 * space at both ends is dropped, as Tornado's {@code get_argument} does.
 * <p>
 * Unlike Tornado, names are UTF-8 like values, and the number of fields is bounded.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class Arguments {

	/** No arguments. */
	public static final Arguments EMPTY = new Arguments(Map.of());

	/** The number of fields taken where nothing else is said. */
	public static final int MAX_FIELDS = 1000;

	private final Map<String, List<String>> values;

	private Arguments(Map<String, List<String>> values) {
		this.values = values;
	}

	/**
	 * Parses the query of a URL, without its question mark.
	 * @param query the raw query
	 * @param maxFields the largest number of fields taken
	 * @return its arguments
	 * @throws MalformedEncodingException if a field is not UTF-8, or if there are too
	 * many
	 */
	public static Arguments parse(String query, int maxFields) {
		if (query.isEmpty()) {
			return EMPTY;
		}
		Map<String, List<String>> values = new LinkedHashMap<>();
		int fields = 0;
		int end;
		for (int start = 0; start <= query.length(); start = end + 1) {
			int ampersand = query.indexOf('&', start);
			end = (ampersand >= 0) ? ampersand : query.length();
			if (end == start) {
				continue;
			}
			if (++fields > maxFields) {
				throw new MalformedEncodingException("more than " + maxFields + " fields");
			}
			addField(query.substring(start, end), values);
		}
		return new Arguments(values);
	}

	/**
	 * Parses a form body.
	 * @param form the body as it came
	 * @param maxFields the largest number of fields taken
	 * @return its arguments
	 * @throws MalformedEncodingException if a field is not UTF-8, or if there are too
	 * many
	 */
	public static Arguments parse(byte[] form, int maxFields) {
		return parse(new String(form, StandardCharsets.ISO_8859_1), maxFields);
	}

	/**
	 * Returns the arguments of a form that came in another way than as one text.
	 * @param fields names and values, decoded, in the order in which they came
	 * @return their arguments
	 */
	public static Arguments of(List<Map.Entry<String, String>> fields) {
		Map<String, List<String>> values = new LinkedHashMap<>();
		fields.forEach((field) -> add(field.getKey(), field.getValue(), values));
		return fields.isEmpty() ? EMPTY : new Arguments(values);
	}

	private static void addField(String field, Map<String, List<String>> values) {
		int equals = field.indexOf('=');
		String name = PercentEncoding.decodeForm((equals >= 0) ? field.substring(0, equals) : field);
		String value = (equals >= 0) ? PercentEncoding.decodeForm(field.substring(equals + 1)) : "";
		add(name, value, values);
	}

	private static void add(String name, String value, Map<String, List<String>> values) {
		values.computeIfAbsent(name, (key) -> new ArrayList<>(1)).add(clean(value));
	}

	private static String clean(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (isControl(value.charAt(i))) {
				return withoutControls(value);
			}
		}
		return value;
	}

	private static String withoutControls(String value) {
		char[] characters = value.toCharArray();
		for (int i = 0; i < characters.length; i++) {
			if (isControl(characters[i])) {
				characters[i] = ' ';
			}
		}
		return new String(characters);
	}

	private static boolean isControl(char c) {
		return c <= 0x08 || (c >= 0x0e && c <= 0x1f);
	}

	/**
	 * Returns these arguments followed by others: the last value of a name is then the
	 * other's.
	 * @param later the arguments to append
	 * @return both
	 */
	public Arguments and(Arguments later) {
		if (later.values.isEmpty()) {
			return this;
		}
		if (this.values.isEmpty()) {
			return later;
		}
		Map<String, List<String>> both = new LinkedHashMap<>();
		this.values.forEach((name, list) -> both.put(name, new ArrayList<>(list)));
		later.values.forEach((name, list) -> both.computeIfAbsent(name, (key) -> new ArrayList<>()).addAll(list));
		return new Arguments(both);
	}

	/**
	 * Returns the last value of a name.
	 * @param name the decoded name, with its case
	 * @return the value, which may be empty; null if the name did not come
	 */
	public @Nullable String get(String name) {
		List<String> list = this.values.get(name);
		return (list != null) ? list.get(list.size() - 1).strip() : null;
	}

	/**
	 * Returns all values of a name.
	 * @param name the decoded name, with its case
	 * @return the values in the order in which they came, unmodifiable; empty if the name
	 * did not come
	 */
	public List<String> getList(String name) {
		return this.values.getOrDefault(name, List.of()).stream().map(String::strip).toList();
	}

	/**
	 * Returns all values of a name with the white space at their ends, which means
	 * something in a password. Tornado's {@code strip=False}.
	 * @param name the decoded name, with its case
	 * @return the values in the order in which they came, unmodifiable; empty if the name
	 * did not come
	 */
	public List<String> getUnstripped(String name) {
		return List.copyOf(this.values.getOrDefault(name, List.of()));
	}

	/**
	 * Returns the names.
	 * @return the decoded names in the order in which each came first, unmodifiable
	 */
	public Set<String> names() {
		return Collections.unmodifiableSet(this.values.keySet());
	}

}
