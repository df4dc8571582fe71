package io.jtornado.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The hosts that a server answers for. A request for another one is either astray or an
 * attack that wants the wrong name in a link or a cache.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class AllowedHosts {

	private static final String ANY = "*";

	private final Set<String> exact = new HashSet<>();

	/** With a dot in front. */
	private final List<String> suffixes = new ArrayList<>();

	private boolean any;

	private AllowedHosts() {
	}

	/**
	 * Reads a list.
	 * @param entries {@code example.org} or an IP address, which stand for themselves;
	 * {@code *.example.org}: what ends in {@code .example.org}; {@code .example.org}:
	 * that and {@code example.org}; {@code *}: every host
	 * @return a value
	 * @throws IllegalArgumentException if an entry is none of these; there are no ports
	 */
	public static AllowedHosts of(List<String> entries) {
		AllowedHosts hosts = new AllowedHosts();
		entries.forEach(hosts::add);
		return hosts;
	}

	private void add(String entry) {
		if (entry.equals(ANY)) {
			this.any = true;
			return;
		}
		boolean wild = entry.startsWith("*.");
		boolean tree = entry.startsWith(".");
		String name = entry.substring(wild ? 2 : tree ? 1 : 0);
		String host = (name.indexOf(':') >= 0 && !name.startsWith("[")) ? "[" + name + "]" : name;
		boolean fits = Authority.isValid(host) && Authority.host(host).equals(host) && host.indexOf('*') < 0
				&& !host.startsWith(".") && !((wild || tree) && host.startsWith("["));
		if (!fits) {
			throw new IllegalArgumentException("Not a host: '" + entry
					+ "'; write example.org, *.example.org, .example.org, an IP address or *, without a port");
		}
		if (wild || tree) {
			this.suffixes.add("." + canonical(host));
		}
		if (!wild) {
			this.exact.add(canonical(host));
		}
	}

	/**
	 * Tells whether the server answers for a host.
	 * @param hostName a name or an address without a port; IPv6 addresses in brackets
	 * @return whether it does, whatever the case, the spelling of an address, and whether
	 * or not a name ends with the dot of the root
	 */
	public boolean contains(String hostName) {
		if (this.any) {
			return true;
		}
		String host = canonical(hostName);
		if (this.exact.contains(host)) {
			return true;
		}
		for (String suffix : this.suffixes) {
			if (host.length() > suffix.length() && host.endsWith(suffix)) {
				return true;
			}
		}
		return false;
	}

	private static String canonical(String host) {
		if (host.startsWith("[")) {
			NumericAddress address = NumericAddress.parseNode(host);
			return (address != null) ? address.toString() : host;
		}
		String rooted = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
		return rooted.toLowerCase(Locale.ROOT);
	}

}
