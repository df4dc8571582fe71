package io.jtornado.iostream;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * The certificates and keys that a server shows, by the name that the client asks for
 * (SNI, <a href="https://www.rfc-editor.org/rfc/rfc6066#section-3">RFC 6066, 3</a>). They
 * may be replaced while the server runs: connections that come afterwards get the new
 * ones, those that are open keep theirs.
 * <p>
 * <b>Threading:</b> may be used from any thread.
 */
public final class SSLContexts {

	/** What belongs together is replaced together. */
	private record Choice(SSLContext standard, Map<String, SSLContext> byName) {
	}

	private volatile Choice choice;

	/**
	 * Shows the same to everybody.
	 * @param standard the context
	 */
	public SSLContexts(SSLContext standard) {
		this(standard, Map.of());
	}

	/**
	 * Shows to each what is meant for the name he asks for.
	 * @param standard for clients that ask for no name, or for one that is not known
	 * @param byName a context for each host name; {@code *.example.com} stands for names
	 * with exactly one label in place of the asterisk, and is less than a name itself
	 * @throws IllegalArgumentException if an asterisk is anywhere else
	 */
	public SSLContexts(SSLContext standard, Map<String, SSLContext> byName) {
		this.choice = choice(standard, byName);
	}

	/**
	 * Replaces everything, for the connections that come from now on.
	 * @param standard for clients that ask for no name
	 */
	public void replace(SSLContext standard) {
		replace(standard, Map.of());
	}

	/**
	 * Replaces everything, for the connections that come from now on.
	 * @param standard for clients that ask for no name, or for one that is not known
	 * @param byName as in the constructor
	 * @throws IllegalArgumentException if an asterisk is anywhere but in the first label;
	 * nothing is replaced
	 */
	public void replace(SSLContext standard, Map<String, SSLContext> byName) {
		this.choice = choice(standard, byName);
	}

	private static Choice choice(SSLContext standard, Map<String, SSLContext> byName) {
		Map<String, SSLContext> named = new HashMap<>();
		byName.forEach((name, context) -> named.put(checked(name), context));
		return new Choice(standard, Map.copyOf(named));
	}

	private static String checked(String name) {
		String rest = name.startsWith("*.") ? name.substring(2) : name;
		if (rest.isEmpty() || rest.indexOf('*') >= 0) {
			throw new IllegalArgumentException(
					"'" + name + "' is no host name: an asterisk may only stand for the whole first label");
		}
		return name.toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the context for a name. Unlike the certificate's name in the client, it is
	 * not checked any further: a client that asks for an unknown name sees the standard
	 * certificate and judges for itself.
	 * @param name the name that the client asks for, in any case; null if it asks for
	 * none
	 * @return the context of that name, else that of its wildcard, else the standard one
	 */
	public SSLContext find(@Nullable String name) {
		Choice current = this.choice;
		if (name == null || current.byName().isEmpty()) {
			return current.standard();
		}
		String asked = name.toLowerCase(Locale.ROOT);
		SSLContext exact = current.byName().get(asked);
		if (exact != null) {
			return exact;
		}
		int dot = asked.indexOf('.');
		SSLContext wildcard = (dot > 0) ? current.byName().get("*" + asked.substring(dot)) : null;
		return (wildcard != null) ? wildcard : current.standard();
	}

	/** Whether it matters what name a client asks for. */
	boolean byName() {
		return !this.choice.byName().isEmpty();
	}

}
