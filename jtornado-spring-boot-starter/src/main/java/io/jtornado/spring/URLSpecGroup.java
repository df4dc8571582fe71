package io.jtornado.spring;

import java.util.List;

import io.jtornado.web.URLSpec;

/**
 * Specs that a bean contributes together, at one place among the specs of the
 * application. Within the group they are sorted like those of handler beans. A single
 * {@link URLSpec} bean needs no group: its place is that of its {@code @Order}, or 0.
 *
 * @param order the place among the specs of the application, the lower number first;
 * handler beans have {@link Handler#order()}, 0 unless they say so
 * @param specs the specs
 */
public record URLSpecGroup(int order, List<URLSpec> specs) {

	/** Before everything an application says itself. */
	public static final int FIRST = Integer.MIN_VALUE;

	public URLSpecGroup {
		specs = List.copyOf(specs);
	}

}
