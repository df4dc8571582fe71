package io.jtornado.spring.autoconfigure;

import java.util.Comparator;

import io.jtornado.web.URLSpec;

/**
 * A spec and its place. Where the order is equal the more particular pattern comes first,
 * so that it does not depend on the names of classes which handler serves a path; of one
 * pattern, the spec with more matchers, and the one for some methods before that for all.
 *
 * @param order the place its owner asked for
 * @param spec the spec
 */
record PlacedSpec(int order, URLSpec spec) implements Comparable<PlacedSpec> {

	private static final Comparator<PlacedSpec> COMPARATOR = Comparator.comparingInt(PlacedSpec::order)
		.thenComparing((placed) -> placed.spec().kind())
		.thenComparing((placed) -> -placed.spec().literalPrefix().length())
		.thenComparing((placed) -> placed.spec().pattern())
		.thenComparing((placed) -> placed.spec().host(), Comparator.nullsLast(Comparator.<String>naturalOrder()))
		.thenComparing((placed) -> -placed.spec().matchers().size())
		.thenComparing((placed) -> placed.spec().matchers().toString())
		.thenComparing((placed) -> !placed.spec().restrictsMethods())
		.thenComparing((placed) -> placed.spec().restrictsMethods() ? placed.spec().methods().toString() : "");

	@Override
	public int compareTo(PlacedSpec other) {
		return COMPARATOR.compare(this, other);
	}

}
