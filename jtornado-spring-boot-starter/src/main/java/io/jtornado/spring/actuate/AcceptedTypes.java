package io.jtornado.spring.actuate;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/**
 * What a client accepts: the ranges of its Accept fields with their quality values
 * (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1).
 */
final class AcceptedTypes {

	private static final AcceptedTypes ANYTHING = new AcceptedTypes(List.of(MediaType.ALL));

	private final List<MediaType> ranges;

	private AcceptedTypes(List<MediaType> ranges) {
		this.ranges = ranges;
	}

	/**
	 * Read Accept fields.
	 * @param fields the values of all Accept fields; none means that anything is accepted
	 * @return the ranges
	 * @throws org.springframework.http.InvalidMediaTypeException if a range is malformed
	 */
	static AcceptedTypes of(List<String> fields) {
		List<MediaType> ranges = MediaType.parseMediaTypes(fields);
		return ranges.isEmpty() ? ANYTHING : new AcceptedTypes(ranges);
	}

	/**
	 * Return the type the client likes best.
	 * @param produced the types on offer; of those liked equally the first is taken
	 * @return the best, or {@code null} if none is accepted
	 */
	@Nullable Choice best(Collection<MediaType> produced) {
		Choice best = null;
		for (MediaType type : produced) {
			Choice choice = rate(type);
			if (choice.quality() > 0 && (best == null || choice.compareTo(best) > 0)) {
				best = choice;
			}
		}
		return best;
	}

	private Choice rate(MediaType type) {
		MediaType closest = null;
		for (MediaType range : this.ranges) {
			if (matches(range, type) && (closest == null || specificity(range) > specificity(closest))) {
				closest = range;
			}
		}
		return (closest == null) ? new Choice(type, 0, 0)
				: new Choice(type, closest.getQualityValue(), specificity(closest));
	}

	private static boolean matches(MediaType range, MediaType type) {
		if (!range.includes(type)) {
			return false;
		}
		return range.getParameters()
			.entrySet()
			.stream()
			.allMatch((parameter) -> "q".equals(parameter.getKey()) || type.getParameter(parameter.getKey()) == null
					|| parameter.getValue().equalsIgnoreCase(type.getParameter(parameter.getKey())));
	}

	private static int specificity(MediaType range) {
		if (range.isWildcardType()) {
			return 0;
		}
		if (range.isWildcardSubtype()) {
			return 1;
		}
		return 2 + (int) range.getParameters().keySet().stream().filter((name) -> !"q".equals(name)).count();
	}

	@Override
	public String toString() {
		return MimeTypeUtils.toString(this.ranges);
	}

	/**
	 * A type on offer and how much the client likes it.
	 */
	record Choice(MediaType type, double quality, int specificity) implements Comparable<Choice> {

		@Override
		public int compareTo(Choice other) {
			int order = Double.compare(this.quality, other.quality);
			return (order != 0) ? order : Integer.compare(this.specificity, other.specificity);
		}

	}

}
