package io.jtornado.web;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link URLSpec} that says what it is, for lists of routes and links.
 */
abstract sealed class RouteDescription permits URLSpec {

	final String pattern;

	final PathPattern path;

	final HandlerTarget target;

	final @Nullable String name;

	final @Nullable HostPattern host;

	/** Null for none: most specs have none, and each request asks. */
	final @Nullable RouteCondition condition;

	RouteDescription(String pattern, PathPattern path, HandlerTarget target, @Nullable String name,
			@Nullable HostPattern host, @Nullable RouteCondition condition) {
		this.pattern = pattern;
		this.path = path;
		this.target = target;
		this.name = name;
		this.host = host;
		this.condition = condition;
	}

	/**
	 * Makes the path of this route. Each argument's text takes the place of a group,
	 * percent-encoded as UTF-8 with slashes kept.
	 * @param args one argument for each group
	 * @return the path; it never begins with two slashes, which would name a host
	 * @throws IllegalStateException if the pattern is not reversible: nested groups, or
	 * anything but literal text outside of groups
	 * @throws IllegalArgumentException if there are more or fewer arguments than groups,
	 * one is null, or the path would begin with two slashes
	 */
	public String reverse(@Nullable Object... args) {
		return this.path.reversePath().fill(this.pattern, args);
	}

	/**
	 * Makes the path of this route from arguments by name.
	 * @param args an argument for each group, and none else
	 * @return the path, as of {@link #reverse(Object...)}
	 * @throws IllegalStateException as {@link #reverse(Object...)}
	 * @throws IllegalArgumentException as {@link #reverse(Object...)}, and if a group has
	 * no name
	 */
	public String reverse(Map<String, ?> args) {
		return reverse(ReversePath.inOrder(this.pattern, this.path.groupNames(), args));
	}

	/**
	 * Returns the pattern.
	 * @return the pattern as it was written; that of an application in another one with
	 * the prefix in front
	 */
	public String pattern() {
		return this.pattern;
	}

	/**
	 * Returns the name.
	 * @return the name; null if it has none
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * Returns the host pattern.
	 * @return the pattern as it was written; null for any host
	 */
	public @Nullable String host() {
		return (this.host != null) ? this.host.text() : null;
	}

	/**
	 * Returns the handler class.
	 * @return the class
	 */
	public Class<? extends RequestHandler> handlerType() {
		return this.target.handlerClass().type();
	}

	/** Whether this stands for all requests that no spec matches. */
	boolean matchesNothing() {
		return this.pattern.equals("NOT_FOUND");
	}

	HandlerClass handlerClass() {
		return this.target.handlerClass();
	}

	/**
	 * Returns what the pattern is.
	 * @return its kind
	 */
	public URLSpec.Kind kind() {
		return this.path.kind();
	}

	/**
	 * Returns the literal text that every matching path begins with.
	 * @return the text, the whole pattern for a literal one
	 */
	public String literalPrefix() {
		return this.path.literalPrefix();
	}

	String stem() {
		return this.path.stem();
	}

	/**
	 * Returns the number of groups.
	 * @return 0 and up
	 */
	public int groups() {
		return this.path.groupNames().size();
	}

	List<@Nullable String> groupNames() {
		return this.path.groupNames();
	}

	/**
	 * Returns the HTTP methods that are served.
	 * @return those it is restricted to, else the verbs of the handler class, and HEAD
	 * and OPTIONS as derived from them; unmodifiable
	 */
	public Set<String> methods() {
		Set<String> only = (this.condition != null) ? this.condition.methods() : null;
		return (only != null) ? only : this.target.handlerClass().methods();
	}

	/**
	 * Tells whether it is restricted to methods, so that other specs may serve other
	 * methods of the same path.
	 * @return whether {@link URLSpec#method} was called
	 */
	public boolean restrictsMethods() {
		return this.condition != null && this.condition.methods() != null;
	}

	/**
	 * Returns what requests have to be beside path, host and method.
	 * @return the texts of its matchers, unmodifiable
	 */
	public List<String> matchers() {
		return (this.condition != null) ? this.condition.texts() : List.of();
	}

	/**
	 * Returns what its handlers are made for, where their class does not say it.
	 * @return such as the target of a redirect; null for other handlers
	 */
	public @Nullable String purpose() {
		return this.target.purpose();
	}

	@Override
	public String toString() {
		return this.pattern + " -> " + handlerType().getName();
	}

}
