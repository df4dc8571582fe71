package io.jtornado.web;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

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
public final class URLSpec {

	/** What a pattern is, by its characters. */
	public enum Kind {

		/** One path. */
		LITERAL,

		/** Literal text with {@code {name}} groups. */
		TEMPLATE,

		/** A regular expression. */
		REGEX

	}

	private final String pattern;

	private final PathPattern path;

	private final HandlerClass handlerClass;

	private final Supplier<? extends RequestHandler> factory;

	private final @Nullable String name;

	private final @Nullable Pattern host;

	private final @Nullable String plainHost;

	private URLSpec(String pattern, PathPattern path, HandlerClass handlerClass,
			Supplier<? extends RequestHandler> factory) {
		this(pattern, path, handlerClass, factory, null, null);
	}

	private URLSpec(String pattern, PathPattern path, HandlerClass handlerClass,
			Supplier<? extends RequestHandler> factory, @Nullable String name, @Nullable Pattern host) {
		this.pattern = pattern;
		this.path = path;
		this.handlerClass = handlerClass;
		this.factory = factory;
		this.name = name;
		this.host = host;
		this.plainHost = (host != null) ? plain(host.pattern()) : null;
	}

	private static @Nullable String plain(String host) {
		RegexReader reader = RegexReader.read(host);
		return reader.isLiteral() ? reader.stem() : null;
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
		return of(pattern, HandlerClass.of(type), HandlerClass.constructor(type));
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
		return of(pattern, HandlerClass.of(type), factory);
	}

	private static URLSpec of(String pattern, HandlerClass handlerClass, Supplier<? extends RequestHandler> factory) {
		PathPattern path = PathPattern.of(pattern);
		handlerClass.checkVerbs();
		handlerClass.checkParameters(pattern, path.groupNames());
		return new URLSpec(pattern, path, handlerClass, factory);
	}

	/**
	 * A spec that the application itself serves, outside of its routing: its pattern is
	 * only a name.
	 */
	static URLSpec unrouted(String pattern, Class<? extends RequestHandler> type,
			Supplier<? extends RequestHandler> factory) {
		return new URLSpec(pattern, new LiteralPattern(pattern), HandlerClass.of(type), factory);
	}

	/**
	 * Gives the spec a name for {@link Application#reverseUrl}.
	 * @param text the name
	 * @return a spec with that name
	 */
	public URLSpec named(String text) {
		return new URLSpec(this.pattern, this.path, this.handlerClass, this.factory, text, this.host);
	}

	/**
	 * Restricts the spec to hosts.
	 * @param hostPattern a regular expression that has to match the whole host name of
	 * the request, in lower case and without port
	 * @return a spec for these hosts
	 * @throws BadPatternException if it is not a regular expression
	 */
	public URLSpec host(String hostPattern) {
		try {
			return new URLSpec(this.pattern, this.path, this.handlerClass, this.factory, this.name,
					Pattern.compile(hostPattern));
		}
		catch (PatternSyntaxException ex) {
			throw new BadPatternException(
					"Host '" + hostPattern + "' is not a regular expression: " + ex.getDescription(),
					"Write www\\.example\\.com, or .*\\.example\\.com");
		}
	}

	boolean matchesHost(HTTPRequest request) {
		return this.host == null || this.host.matcher(request.hostName()).matches();
	}

	/**
	 * The one host that matches, if the pattern says so; null for any, or an expression.
	 */
	@Nullable String plainHost() {
		return this.plainHost;
	}

	/** The raw groups of a path, or null if it does not match. */
	@Nullable String @Nullable [] match(String rawPath) {
		return this.path.match(rawPath);
	}

	RequestHandler newHandler() {
		return this.factory.get();
	}

	/**
	 * Makes the path of this route. Each argument's text takes the place of a group,
	 * percent-encoded as UTF-8 with slashes kept.
	 * @param args one argument for each group
	 * @return the path
	 * @throws IllegalStateException if the pattern is not reversible: nested groups, or
	 * anything but literal text outside of groups
	 * @throws IllegalArgumentException if there are more or fewer arguments than groups
	 */
	public String reverse(Object... args) {
		return this.path.reversePath().fill(this.pattern, args);
	}

	/**
	 * Returns the pattern.
	 * @return the pattern as it was written
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
		return (this.host != null) ? this.host.pattern() : null;
	}

	/**
	 * Returns the handler class.
	 * @return the class
	 */
	public Class<? extends RequestHandler> handlerType() {
		return this.handlerClass.type();
	}

	HandlerClass handlerClass() {
		return this.handlerClass;
	}

	/**
	 * Returns what the pattern is.
	 * @return its kind
	 */
	public Kind kind() {
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
	 * @return the verbs of the handler class, and HEAD and OPTIONS as derived from them;
	 * unmodifiable
	 */
	public Set<String> methods() {
		return this.handlerClass.methods();
	}

	@Override
	public String toString() {
		return this.pattern + " -> " + handlerType().getName();
	}

}
