package io.jtornado.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The origins whose pages may read what a server answers
 * (<a href="https://fetch.spec.whatwg.org/#origin-header">Fetch, 3.1</a>).
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class AllowedOrigins {

	private static final String ANY = "*";

	/** The origin of documents that have none, such as those in a sandbox. */
	private static final String OPAQUE = "null";

	private static final Map<String, String> DEFAULT_PORTS = Map.of("http", "80", "https", "443");

	private final Set<String> exact = new HashSet<>();

	private final List<Wild> wild = new ArrayList<>();

	private boolean any;

	private AllowedOrigins() {
	}

	/**
	 * Reads a list.
	 * @param entries {@code https://example.org} or {@code https://example.org:8443},
	 * which stand for themselves; {@code https://*.example.org}: every name that ends in
	 * {@code .example.org}; {@code http://localhost:*}: every port, or none;
	 * {@code null}: documents that have no origin; {@code *}: every origin, {@code null}
	 * among them
	 * @return a value
	 * @throws IllegalArgumentException if an entry is none of these
	 */
	public static AllowedOrigins of(List<String> entries) {
		AllowedOrigins origins = new AllowedOrigins();
		entries.forEach(origins::add);
		return origins;
	}

	private void add(String entry) {
		if (entry.equals(ANY)) {
			this.any = true;
			return;
		}
		if (entry.equals(OPAQUE)) {
			this.exact.add(OPAQUE);
			return;
		}
		int separator = entry.indexOf("://");
		if (separator < 1) {
			throw refused(entry);
		}
		String scheme = entry.substring(0, separator).toLowerCase(Locale.ROOT);
		String authority = entry.substring(separator + 3).toLowerCase(Locale.ROOT);
		boolean anyPort = authority.endsWith(":*");
		boolean anyName = authority.startsWith("*.");
		String rest = authority.substring(anyName ? 1 : 0, authority.length() - (anyPort ? 2 : 0));
		String host = anyName ? rest.substring(1) : rest;
		if (!ABNF.isToken(scheme) || !isOrigin(host, anyPort) || (anyName && host.startsWith("["))) {
			throw refused(entry);
		}
		if (host.endsWith(":" + DEFAULT_PORTS.get(scheme))) {
			throw new IllegalArgumentException("Origin '" + entry + "' names the port that " + scheme
					+ " has anyway, which no browser does: leave it out");
		}
		if (anyPort || anyName) {
			this.wild.add(new Wild(scheme + "://", anyName, rest, anyPort));
		}
		else {
			this.exact.add(scheme + "://" + rest);
		}
	}

	private static boolean isOrigin(String authority, boolean anyPort) {
		return Authority.isValid(authority) && authority.indexOf('*') < 0 && !authority.startsWith(".")
				&& !authority.endsWith(":") && !(anyPort && !Authority.host(authority).equals(authority));
	}

	private static IllegalArgumentException refused(String entry) {
		return new IllegalArgumentException("Not an origin: '" + entry + "'; write https://example.org,"
				+ " https://*.example.org, http://localhost:*, null or *, without a path");
	}

	/**
	 * Tells whether every origin is allowed.
	 * @return whether {@code *} is among the entries
	 */
	public boolean any() {
		return this.any;
	}

	/**
	 * Tells whether documents without an origin are allowed, which every site can make.
	 * @return whether {@code null} is among the entries
	 */
	public boolean opaque() {
		return this.exact.contains(OPAQUE);
	}

	/**
	 * Tells whether pages of an origin are allowed to.
	 * @param origin the value of an Origin field, as it came
	 * @return whether an entry stands for it
	 */
	public boolean contains(String origin) {
		if (this.any || this.exact.contains(origin)) {
			return true;
		}
		for (Wild entry : this.wild) {
			if (entry.contains(origin)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * An entry that stands for several.
	 *
	 * @param scheme with what separates it from the host
	 * @param anyName whether something comes before the host
	 * @param host the host, with a dot in front if something does, and its port, if only
	 * one is meant
	 * @param anyPort whether every port is meant
	 */
	private record Wild(String scheme, boolean anyName, String host, boolean anyPort) {

		boolean contains(String origin) {
			if (!origin.startsWith(this.scheme)) {
				return false;
			}
			String authority = origin.substring(this.scheme.length());
			if (!Authority.isValid(authority) || authority.startsWith(".")) {
				return false;
			}
			String name = this.anyPort ? Authority.host(authority) : authority;
			return this.anyName ? name.length() > this.host.length() && name.endsWith(this.host)
					: name.equals(this.host);
		}

	}

}
