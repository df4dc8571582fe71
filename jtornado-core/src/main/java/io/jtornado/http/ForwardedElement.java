package io.jtornado.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one proxy says in the field Forwarded of the request that it got
 * (<a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, 4</a>).
 *
 * <pre>
 * Forwarded         = 1#forwarded-element
 * forwarded-element = [ forwarded-pair ] *( ";" [ forwarded-pair ] )
 * forwarded-pair    = token "=" ( token / quoted-string )
 * </pre>
 * <p>
 * Unlike in the RFC there may be white space around the semicolon, as many write it.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class ForwardedElement {

	/**
	 * The elements before the last so many are not kept: nobody trusts as many proxies.
	 */
	static final int MAX_ELEMENTS = 64;

	private final @Nullable String node;

	private final @Nullable String protocol;

	private final @Nullable String host;

	ForwardedElement(@Nullable String node, @Nullable String protocol, @Nullable String host) {
		this.node = node;
		this.protocol = protocol;
		this.host = host;
	}

	/**
	 * Reads the value of the field; several lines are joined by commas.
	 * @param value the value
	 * @return the last elements, in order; 64 at most
	 * @throws HTTPInputException with {@link Refusal#FORWARDED} if it breaks the grammar.
	 * It is not passed over: a client that opens a quotation and does not close it would
	 * hide in it what the proxy has added
	 */
	public static List<ForwardedElement> parse(String value) {
		Deque<ForwardedElement> elements = new ArrayDeque<>();
		ForwardedParser parser = new ForwardedParser(value);
		while (parser.hasMore()) {
			ForwardedElement element = parser.element();
			if (element != null) {
				elements.add(element);
			}
			if (elements.size() > MAX_ELEMENTS) {
				elements.remove();
			}
		}
		return List.copyOf(elements);
	}

	/**
	 * Returns who asked the proxy.
	 * @return an address with or without a port, {@code unknown} or an obfuscated name,
	 * unchecked; null if it does not say
	 */
	public @Nullable String node() {
		return this.node;
	}

	/**
	 * Returns the scheme by which the proxy was asked.
	 * @return the scheme, unchecked; null if it does not say
	 */
	public @Nullable String protocol() {
		return this.protocol;
	}

	/**
	 * Returns the authority that the proxy was asked for.
	 * @return the authority, unchecked; null if it does not say
	 */
	public @Nullable String host() {
		return this.host;
	}

	@Override
	public String toString() {
		return "for=" + this.node + ";proto=" + this.protocol + ";host=" + this.host;
	}

}
