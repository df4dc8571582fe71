package io.jtornado.web;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * A route: which requests a handler class serves.
 * <p>
 * A pattern without any of {@code ( ) [ ] \ * + ? | ^ $} is literal text but for
 * {@code {name}}, a group that takes as much of one path segment as it can. Any other
 * pattern is a regular expression of {@link Pattern}, in which {@code {name}} is short
 * for a named group of {@code [^/]+} and Python's {@code (?P<name>...)} is understood.
 * The whole raw path has to match: nothing is decoded and no dot segment is removed
 * before; groups are decoded once, afterwards. An expression that backtracks without
 * bound lets a client stop the loop; to avoid that is up to its author.
 * <p>
 * The handler class is bound and checked when the spec is made, so that what cannot work
 * fails at start-up, with a {@link HandlerDefinitionException}.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class URLSpec extends RouteDescription {

	/** What a pattern is, by its characters. */
	public enum Kind {

		/** One path. */
		LITERAL,

		/** Literal text with {@code {name}} groups. */
		TEMPLATE,

		/** A regular expression. */
		REGEX

	}

	private final @Nullable Mount mount;

	private URLSpec(String pattern, PathPattern path, HandlerTarget target, @Nullable String name,
			@Nullable HostPattern host, @Nullable RouteCondition condition, @Nullable Mount mount) {
		super(pattern, path, target, name, host, condition);
		this.mount = mount;
	}

	/**
	 * Routes a pattern to a handler class with a constructor without arguments, which is
	 * called for each request.
	 * @param pattern the pattern
	 * @param type the handler class; of any visibility, nested ones must be static
	 * @return the spec
	 * @throws HandlerDefinitionException if it cannot serve requests as it is written
	 */
	public static URLSpec url(String pattern, Class<? extends RequestHandler> type) {
		return of(pattern, PathPattern.of(pattern),
				new HandlerTarget(HandlerClass.of(type), HandlerClass.constructor(type), null));
	}

	/**
	 * Routes a pattern to handlers that a factory makes, one for each request.
	 * @param <H> the handler class
	 * @param pattern the pattern
	 * @param type the handler class, whose verb methods are bound
	 * @param factory called once per request, on its loop; gives a new object of that
	 * class each time
	 * @return the spec
	 * @throws HandlerDefinitionException if it cannot serve requests as it is written
	 */
	public static <H extends RequestHandler> URLSpec url(String pattern, Class<H> type, Supplier<? extends H> factory) {
		return of(pattern, PathPattern.of(pattern), new HandlerTarget(HandlerClass.of(type), factory, null));
	}

	/**
	 * Redirects a pattern for good (301).
	 * @param pattern the pattern
	 * @param to the target, as of {@link RedirectHandler}
	 * @return the spec
	 * @throws HandlerDefinitionException if pattern or target are none, or if the target
	 * has a group that the pattern does not have
	 */
	public static URLSpec redirect(String pattern, String to) {
		return redirect(pattern, to, 301);
	}

	/**
	 * Redirects a pattern. GET and HEAD are redirected, whatever the status is; others
	 * are answered 405.
	 * @param pattern the pattern
	 * @param to the target, as of {@link RedirectHandler}
	 * @param status 301 or 308 for good, 302, 303 or 307 for now
	 * @return the spec
	 * @throws HandlerDefinitionException if pattern or target are none, or if the target
	 * has a group that the pattern does not have
	 * @throws IllegalArgumentException if it is another status
	 */
	public static URLSpec redirect(String pattern, String to, int status) {
		PathPattern path = PathPattern.of(pattern);
		RedirectTarget goal = RedirectTarget.parse(to).checked(pattern, path.groupNames());
		int checked = RedirectHandler.checked(status);
		return of(pattern, path, new HandlerTarget(HandlerClass.of(RedirectHandler.class),
				() -> new RedirectHandler(goal, checked), checked + " to " + to));
	}

	private static URLSpec of(String pattern, PathPattern path, HandlerTarget target) {
		target.handlerClass().checkVerbs();
		target.handlerClass().checkParameters(pattern, path.groupNames());
		return new URLSpec(pattern, path, target, null, null, null, null);
	}

	/**
	 * A spec that the application itself serves, outside of its routing: its pattern is
	 * only a name.
	 */
	static URLSpec unrouted(String pattern, Class<? extends RequestHandler> type,
			Supplier<? extends RequestHandler> factory) {
		HandlerClass handlerClass = HandlerClass.of(type);
		handlerClass.checkParameters(pattern, List.of());
		return new URLSpec(pattern, new LiteralPattern(pattern), new HandlerTarget(handlerClass, factory, null), null,
				null, null, null);
	}

	/** A spec that is served as another one, which has no pattern. */
	static URLSpec unrouted(String pattern, PathPattern path, URLSpec served) {
		return new URLSpec(pattern, path, served.target, null, null, null, null);
	}

	/** This spec where its application is mounted. */
	URLSpec mounted(String prefix, Mount place) {
		return new URLSpec(prefix + this.pattern, MountedPattern.of(prefix, this.pattern, this.path), this.target,
				this.name, this.host, this.condition, place);
	}

	/**
	 * Gives the spec a name for {@link Application#reverseUrl}.
	 * @param text the name
	 * @return a spec with that name
	 */
	public URLSpec named(String text) {
		return new URLSpec(this.pattern, this.path, this.target, text, this.host, this.condition, this.mount);
	}

	/**
	 * Restricts the spec to hosts.
	 * @param hostPattern a regular expression that has to match the whole host name of
	 * the request, in lower case and without port; an IPv6 address has its brackets
	 * @return a spec for these hosts
	 * @throws BadPatternException if it is not a regular expression, or no host's name
	 */
	public URLSpec host(String hostPattern) {
		return new URLSpec(this.pattern, this.path, this.target, this.name, HostPattern.of(hostPattern), this.condition,
				this.mount);
	}

	/** Restricts the spec to hosts beside those that it is restricted to already. */
	URLSpec within(HostPattern group) {
		return (this.host != null)
				? when(new NamedMatcher("host " + group.text(), (request) -> group.matches(request.hostName())))
				: new URLSpec(this.pattern, this.path, this.target, this.name, group, this.condition, this.mount);
	}

	/**
	 * Restricts the spec to methods, so that another one of the same pattern can serve
	 * others. With GET comes HEAD, if it is served. Where a path is there, but for other
	 * methods only, the answer is 405 with all that are allowed, and OPTIONS gets the
	 * same list.
	 * @param methods the methods, in capitals, instead of those of an earlier call
	 * @return a spec for these methods
	 * @throws HandlerDefinitionException if the handler class does not serve one of them
	 */
	public URLSpec method(String... methods) {
		Set<String> only = new LinkedHashSet<>();
		for (String method : methods) {
			this.target.handlerClass().checkServes(method);
			only.add(method);
			if (method.equals("GET") && this.target.handlerClass().servesHead()) {
				only.add("HEAD");
			}
		}
		return when(condition().withMethods(Collections.unmodifiableSet(only)));
	}

	/**
	 * Restricts the spec to requests that a matcher accepts, beside what it is restricted
	 * to already. Where it does not, the specs behind this one are tried.
	 * @param matcher what decides; asked when path, host and method have matched
	 * @return a spec for these requests
	 */
	public URLSpec when(RequestMatcher matcher) {
		return when(condition().with(matcher));
	}

	private URLSpec when(RouteCondition more) {
		return new URLSpec(this.pattern, this.path, this.target, this.name, this.host, more, this.mount);
	}

	private RouteCondition condition() {
		return (this.condition != null) ? this.condition : RouteCondition.NONE;
	}

	boolean matchesHost(HTTPRequest request) {
		return this.host == null || this.host.matches(request.hostName());
	}

	/** Whether a request may be served whose path and host match. */
	boolean admits(HTTPRequest request) {
		RouteCondition asked = this.condition;
		return asked == null || (asked.admitsMethod(request.method()) && asked.admits(this, request));
	}

	/** The same, whatever the request's method is. */
	boolean admitsWithAnyMethod(HTTPRequest request) {
		return this.condition == null || this.condition.admits(this, request);
	}

	boolean admitsMethod(String method) {
		return this.condition == null || this.condition.admitsMethod(method);
	}

	/** What serves a method; null if nothing does. */
	@Nullable VerbMethod verb(String method) {
		if (admitsMethod(method)) {
			return this.target.handlerClass().verb(method);
		}
		return method.equals("OPTIONS") ? VerbMethod.DERIVED_OPTIONS : null;
	}

	/**
	 * The one host that matches, if the pattern says so; null for any, or an expression.
	 */
	@Nullable String plainHost() {
		return (this.host != null) ? this.host.plain() : null;
	}

	/** The raw groups of a path, or null if it does not match. */
	@Nullable String @Nullable [] match(String rawPath) {
		return this.path.match(rawPath);
	}

	RequestHandler newHandler() {
		return this.target.factory().get();
	}

	/** What the paths of its application have in front, where that is mounted. */
	String prefix() {
		return (this.mount != null) ? this.mount.prefix() : "";
	}

	/** Whether it is the default handler of an application that is mounted. */
	boolean servesRest() {
		return this.mount != null && this.mount.rest() != null;
	}

	/** Where its application stands in the one that has this; null for its own. */
	@Nullable Mount mount() {
		return this.mount;
	}

}
