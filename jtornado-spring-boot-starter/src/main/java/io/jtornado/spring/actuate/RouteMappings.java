package io.jtornado.spring.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.jtornado.web.Application;
import io.jtornado.web.URLSpec;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.web.mappings.MappingDescriptionProvider;
import org.springframework.context.ApplicationContext;

/**
 * The routes of a context's {@link Application} for Actuator's endpoint {@code mappings},
 * in the order in which they are tried, those of mounted applications with their whole
 * patterns.
 * <p>
 * <b>Threading:</b> stateless.
 */
public final class RouteMappings implements MappingDescriptionProvider {

	@Override
	public String getMappingName() {
		return "jtornado";
	}

	@Override
	public List<Mapping> describeMappings(ApplicationContext context) {
		List<Mapping> mappings = new ArrayList<>();
		for (String name : context.getBeanNamesForType(Application.class)) {
			context.getBean(name, Application.class).specs().forEach((spec) -> mappings.add(mapping(spec)));
		}
		return mappings;
	}

	private static Mapping mapping(URLSpec spec) {
		String handler = (spec.purpose() != null) ? spec.handlerType().getName() + ": " + spec.purpose()
				: spec.handlerType().getName();
		return new Mapping(handler, predicate(spec),
				new Details(spec.methods(), spec.host(), spec.pattern(), spec.kind(), spec.matchers(), spec.name()));
	}

	/** What a request has to be, in one line. */
	private static String predicate(URLSpec spec) {
		List<String> parts = new ArrayList<>();
		parts.add(String.join(",", spec.methods()));
		parts.add((spec.host() != null) ? spec.host() + " " + spec.pattern() : spec.pattern());
		parts.addAll(spec.matchers());
		return String.join("; ", parts);
	}

	/**
	 * A route.
	 *
	 * @param handler the handler class, and what its handlers are made for
	 * @param predicate what a request has to be, in one line
	 * @param details the same in parts
	 */
	public record Mapping(String handler, String predicate, Details details) {
	}

	/**
	 * The parts of a route.
	 *
	 * @param methods the methods
	 * @param host the pattern of the hosts, {@code null} for any
	 * @param pattern the pattern of the path
	 * @param kind what the pattern is
	 * @param matchers what else is asked
	 * @param name its name for links, {@code null} for none
	 */
	public record Details(Set<String> methods, @Nullable String host, String pattern, URLSpec.Kind kind,
			List<String> matchers, @Nullable String name) {
	}

}
