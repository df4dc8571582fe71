package io.jtornado.http;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How a client came to the first proxy, as the trusted ones tell it: what they leave out
 * is as on the connection.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class ClientOrigin {

	private static final int NO_PORT = -1;

	private final @Nullable NumericAddress address;

	private final String protocol;

	private final String hostName;

	private final int port;

	private final String prefix;

	private ClientOrigin(@Nullable NumericAddress address, String protocol, String hostName, int port, String prefix) {
		this.address = address;
		this.protocol = protocol;
		this.hostName = hostName;
		this.port = port;
		this.prefix = prefix;
	}

	/** What the connection and the field Host say themselves. */
	static ClientOrigin of(@Nullable NumericAddress peer, String protocol, String authority) {
		return new ClientOrigin(peer, protocol, Authority.host(authority), portOf(authority), "");
	}

	ClientOrigin withAddress(@Nullable NumericAddress known) {
		return new ClientOrigin(known, this.protocol, this.hostName, this.port, this.prefix);
	}

	/** The same with another scheme, unless that is neither http nor https. */
	ClientOrigin withProtocol(@Nullable String text) {
		String lower = (text != null) ? text.toLowerCase(Locale.ROOT) : "";
		return (lower.equals("http") || lower.equals("https"))
				? new ClientOrigin(this.address, lower, this.hostName, this.port, this.prefix) : this;
	}

	/** The same for another authority, unless that is malformed. */
	ClientOrigin withAuthority(@Nullable String text) {
		if (text == null || !Authority.isValid(text)) {
			return this;
		}
		String lower = text.toLowerCase(Locale.ROOT);
		return new ClientOrigin(this.address, this.protocol, Authority.host(lower), portOf(lower), this.prefix);
	}

	/**
	 * The same with another port, unless that is malformed; the usual one is left out.
	 */
	ClientOrigin withPort(@Nullable String text) {
		String authority = this.hostName + ":" + text;
		int number = (text != null && Authority.isValid(authority)) ? portOf(authority) : NO_PORT;
		return (number > 0) ? new ClientOrigin(this.address, this.protocol, this.hostName,
				(number == usualPort()) ? NO_PORT : number, this.prefix) : this;
	}

	/**
	 * The same with a prefix, unless that could be taken for anything but segments of a
	 * path: with an empty one it could be the authority of a link.
	 */
	ClientOrigin withPrefix(@Nullable String text) {
		String path = (text != null && text.endsWith("/")) ? text.substring(0, text.length() - 1) : text;
		return (path != null && isPrefix(path))
				? new ClientOrigin(this.address, this.protocol, this.hostName, this.port, path) : this;
	}

	private static boolean isPrefix(String path) {
		if (!path.startsWith("/")) {
			return false;
		}
		for (String segment : path.substring(1).split("/", -1)) {
			boolean plain = !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
			if (!plain || !segment.chars().allMatch(ClientOrigin::isUnreserved)) {
				return false;
			}
		}
		return true;
	}

	/** Percent signs too are left out: nobody can write a dot or a slash with them. */
	private static boolean isUnreserved(int c) {
		int lower = c | 0x20;
		return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z' && c < 0x80)
				|| "-._~!$&'()*+,;=:@".indexOf(c) >= 0;
	}

	/** The port in an authority; -1 if there is none. */
	private static int portOf(String authority) {
		String host = Authority.host(authority);
		boolean none = authority.length() <= host.length() + 1;
		return none ? NO_PORT : Integer.parseInt(authority.substring(host.length() + 1));
	}

	private int usualPort() {
		return usualPort(this.protocol);
	}

	private static int usualPort(String protocol) {
		return protocol.equals("https") ? 443 : 80;
	}

	/**
	 * Returns the port of an authority.
	 * @param authority {@code host[:port]}, valid
	 * @param protocol {@code http} or {@code https}
	 * @return the port of the authority, else that of the scheme
	 */
	public static int port(String authority, String protocol) {
		int port = portOf(authority);
		return (port != NO_PORT) ? port : usualPort(protocol);
	}

	/** Whether another tells the same, the prefix aside. */
	boolean agreesWith(ClientOrigin other) {
		boolean sameAddress = (this.address != null) ? this.address.equals(other.address) : other.address == null;
		return sameAddress && this.protocol.equals(other.protocol) && this.hostName.equals(other.hostName)
				&& port() == other.port();
	}

	/**
	 * Returns the client's address, or that of the last node that is known before it.
	 * @return the address in its short form; null if none is known
	 */
	public @Nullable String remoteIp() {
		return (this.address != null) ? this.address.toString() : null;
	}

	/**
	 * Returns the scheme by which the client came.
	 * @return {@code http} or {@code https}
	 */
	public String protocol() {
		return this.protocol;
	}

	/**
	 * Returns the authority that the client asked for.
	 * @return {@code host[:port]} in lower case
	 */
	public String host() {
		return (this.port != NO_PORT) ? this.hostName + ":" + this.port : this.hostName;
	}

	/**
	 * Returns the host that the client asked for.
	 * @return the host in lower case without its port; IPv6 addresses in brackets
	 */
	public String hostName() {
		return this.hostName;
	}

	/**
	 * Returns the port that the client came to.
	 * @return the port of the authority, else that of the scheme
	 */
	public int port() {
		return (this.port != NO_PORT) ? this.port : usualPort();
	}

	/**
	 * Returns what the proxy has cut off the path.
	 * @return empty, or one or more segments with a slash in front of each
	 */
	public String prefix() {
		return this.prefix;
	}

	@Override
	public String toString() {
		return this.address + " " + this.protocol + "://" + host() + this.prefix;
	}

}
