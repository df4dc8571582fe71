package io.jtornado.spring.actuate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The path of an operation: literal segments, <code>{name}</code>, and at the end
 * <code>{*rest}</code> for all remaining segments. Matched on the raw path; a segment is
 * decoded after it matched, so that an encoded slash does not make two of one.
 */
final class EndpointPath implements Comparable<EndpointPath> {

	private final String text;

	private final List<String> segments;

	private final @Nullable String remaining;

	private final Map<String, Object> fixed;

	EndpointPath(String path) {
		this(path, Map.of());
	}

	private EndpointPath(String path, Map<String, Object> fixed) {
		List<String> parts = split(path);
		String last = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
		this.remaining = last.startsWith("{*") ? last.substring(2, last.length() - 1) : null;
		this.segments = (this.remaining != null) ? parts.subList(0, parts.size() - 1) : parts;
		this.text = "/" + String.join("/", this.segments) + ((this.remaining == null) ? "" : "/**");
		this.fixed = fixed;
	}

	/**
	 * Return the path of a health group outside the base path; the operation finds the
	 * group by that very path.
	 * @param path the path, one literal segment
	 * @param variable the variable in which the operation expects it
	 */
	static EndpointPath ofGroup(String path, String variable) {
		return new EndpointPath(path, Map.of(variable, split(path).toArray(String[]::new)));
	}

	/**
	 * Return the variables of the path, or {@code null} if it does not match.
	 * @param rawPath a path as sent
	 * @return decoded values by name: a String each, a String[] for the remaining
	 * segments
	 * @throws IllegalArgumentException if a value is not properly percent-encoded
	 */
	@Nullable Map<String, Object> match(String rawPath) {
		// A proxy that guards /actuator/env must not be passed by /actuator//env.
		if (rawPath.contains("//") || (this.remaining == null && rawPath.length() > 1 && rawPath.endsWith("/"))) {
			return null;
		}
		List<String> parts = split(rawPath);
		boolean matches = (this.remaining == null) ? parts.size() == this.segments.size()
				: parts.size() >= this.segments.size();
		if (!matches || !literalsMatch(parts)) {
			return null;
		}
		return variables(parts);
	}

	private boolean literalsMatch(List<String> parts) {
		for (int i = 0; i < this.segments.size(); i++) {
			if (!isVariable(i) && !this.segments.get(i).equals(parts.get(i))) {
				return false;
			}
		}
		return true;
	}

	private Map<String, Object> variables(List<String> parts) {
		Map<String, Object> variables = new LinkedHashMap<>(this.fixed);
		for (int i = 0; i < this.segments.size(); i++) {
			if (isVariable(i)) {
				String segment = this.segments.get(i);
				variables.put(segment.substring(1, segment.length() - 1), decode(parts.get(i)));
			}
		}
		if (this.remaining != null) {
			List<String> rest = parts.subList(this.segments.size(), parts.size());
			variables.put(this.remaining, rest.stream().map(EndpointPath::decode).toArray(String[]::new));
		}
		return variables;
	}

	private boolean isVariable(int index) {
		return this.segments.get(index).startsWith("{");
	}

	/**
	 * Return what two operations of one resource have in common, whatever their variables
	 * are called.
	 */
	String canonical() {
		return this.text.replaceAll("\\{[^/]*}", "{}");
	}

	/**
	 * Orders the more specific path first: a literal segment before a variable one, both
	 * before all that remains.
	 */
	@Override
	public int compareTo(EndpointPath other) {
		int common = Math.min(this.segments.size(), other.segments.size());
		for (int i = 0; i < common; i++) {
			int order = Boolean.compare(isVariable(i), other.isVariable(i));
			if (order != 0) {
				return order;
			}
		}
		int order = Integer.compare(other.segments.size(), this.segments.size());
		return (order != 0) ? order : Boolean.compare(this.remaining != null, other.remaining != null);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EndpointPath path && path.text.equals(this.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	/**
	 * Return the pattern as Spring MVC writes it: {@code /actuator/health/**}.
	 */
	@Override
	public String toString() {
		return this.text;
	}

	private static List<String> split(String path) {
		List<String> parts = new ArrayList<>(Arrays.asList(path.split("/", -1)));
		parts.removeIf(String::isEmpty);
		return parts;
	}

	private static String decode(String segment) {
		return StringUtils.uriDecode(segment, StandardCharsets.UTF_8);
	}

}
