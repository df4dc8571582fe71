package io.jtornado.httpserver;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLSession;

import io.jtornado.http.ClientOrigin;
import io.jtornado.http.Framing;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.NumericAddress;
import io.jtornado.http.RequestHead;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.iostream.SSLIOStream;
import org.jspecify.annotations.Nullable;

/**
 * The part of an {@link HTTPRequest} that its head says: what is asked for, by whom, and
 * by which way.
 */
abstract sealed class ReceivedHead permits RequestInput {

	private final HTTPConnection connection;

	private RequestHead head;

	private final Framing framing;

	private final String method;

	private final String uri;

	private volatile @Nullable HTTPHeaders headers; // made on any thread that asks

	/** Only if a trusted proxy has said where the request comes from. */
	private @Nullable ClientOrigin origin;

	ReceivedHead(HTTPConnection connection, RequestHead head, Framing framing, String method, String uri) {
		this.connection = connection;
		this.head = head;
		this.framing = framing;
		this.method = method;
		this.uri = uri;
	}

	/** Before anybody has the request. */
	void setOrigin(@Nullable ClientOrigin origin) {
		this.origin = origin;
	}

	/**
	 * Returns the method.
	 * @return a token, in the case it came
	 */
	public String method() {
		return this.method;
	}

	/**
	 * Returns path and query as sent; those of an absolute target without its scheme and
	 * authority.
	 * @return visible US-ASCII that begins with a slash, or {@code *}
	 */
	public String uri() {
		return this.uri;
	}

	/**
	 * Returns the path as sent.
	 * @return the part of the URI before its first question mark, not decoded
	 */
	public String path() {
		int query = this.uri.indexOf('?');
		return (query < 0) ? this.uri : this.uri.substring(0, query);
	}

	/**
	 * Returns the query as sent.
	 * @return the part of the URI behind its first question mark, not decoded; empty if
	 * there is none
	 */
	public String query() {
		int query = this.uri.indexOf('?');
		return (query < 0) ? "" : this.uri.substring(query + 1);
	}

	/**
	 * Returns the version of the protocol.
	 * @return {@code HTTP/1.1} or {@code HTTP/1.0}
	 */
	public String version() {
		return this.framing.http11() ? "HTTP/1.1" : "HTTP/1.0";
	}

	/**
	 * Returns the value of a field, its lines joined by comma and space.
	 * @param name the name, in any case
	 * @return the value, or null if there is no such field
	 */
	public @Nullable String header(String name) {
		return this.head.value(name);
	}

	/**
	 * Tells whether the answer may depend on what the client has already.
	 * @return whether there is a field whose name begins with {@code If-}
	 */
	public boolean conditional() {
		return this.head.conditional();
	}

	/**
	 * Returns all fields.
	 * @return the fields; made on first use
	 */
	public HTTPHeaders headers() {
		HTTPHeaders made = this.headers;
		if (made == null) {
			made = this.head.headers();
			this.headers = made;
		}
		return made;
	}

	/**
	 * Returns the authority that the request is for.
	 * @return {@code host[:port]} in lower case; {@code 127.0.0.1} for HTTP/1.0 without
	 * Host, as in Tornado
	 */
	public String host() {
		return (this.origin != null) ? this.origin.host() : this.framing.host();
	}

	/**
	 * Returns the host that the request is for.
	 * @return the host in lower case without its port; IPv6 addresses in brackets
	 */
	public String hostName() {
		return (this.origin != null) ? this.origin.hostName() : this.framing.hostName();
	}

	/**
	 * Returns the scheme by which the client came.
	 * @return {@code http} or {@code https}
	 */
	public String protocol() {
		return (this.origin != null) ? this.origin.protocol() : this.connection.protocol();
	}

	/**
	 * Returns what a trusted proxy has cut off the path, with xheaders.
	 * @return empty, or one or more segments with a slash in front of each, for links
	 */
	public String prefix() {
		return (this.origin != null) ? this.origin.prefix() : "";
	}

	/**
	 * Returns the port that the client came to.
	 * @return the port of {@link #host()}, else that of the scheme
	 */
	public int port() {
		return ClientOrigin.port(host(), protocol());
	}

	/**
	 * Returns the URL that the client asked for.
	 * @return scheme, authority, a prefix that a proxy has cut off, path and query
	 */
	public String fullUrl() {
		return protocol() + "://" + host() + prefix() + (this.uri.equals("*") ? "" : this.uri);
	}

	/**
	 * Returns the client's address as a number.
	 * @return an IPv4 or IPv6 address in its short form; {@code 0.0.0.0} where there is
	 * none, as in Tornado; with xheaders what a trusted proxy says
	 */
	public String remoteIp() {
		String forwarded = (this.origin != null) ? this.origin.remoteIp() : null;
		if (forwarded != null) {
			return forwarded;
		}
		if (remoteAddress() instanceof InetSocketAddress inet && inet.getAddress() != null) {
			return NumericAddress.of(inet.getAddress()).toString();
		}
		return "0.0.0.0";
	}

	/**
	 * Returns the address of the client's side.
	 * @return the address, or null if there is none
	 */
	public @Nullable SocketAddress remoteAddress() {
		return this.connection.remoteAddress();
	}

	/**
	 * Returns the address of this side.
	 * @return the address, or null if there is none
	 */
	public @Nullable SocketAddress localAddress() {
		return this.connection.localAddress();
	}

	/**
	 * Returns what was agreed upon with the peer for its TLS connection.
	 * @return the session; null if the connection is not secured here
	 */
	public @Nullable SSLSession sslSession() {
		return (this.connection.stream() instanceof SSLIOStream secured) ? secured.sslSession() : null;
	}

	/**
	 * Returns the certificates by which the peer has shown who it is. Tornado's
	 * {@code get_ssl_certificate}.
	 * @return its own first, then those that vouch for it; empty if it has shown none
	 */
	public List<X509Certificate> clientCertificates() {
		return (this.connection.stream() instanceof SSLIOStream secured) ? secured.clientCertificates() : List.of();
	}

	/**
	 * Returns the loop that serves the connection.
	 * @return the loop
	 */
	public IOLoop ioLoop() {
		return this.connection.ioLoop();
	}

	/**
	 * Returns the connection that it came by.
	 * @return the connection
	 */
	public final HTTPConnection connection() {
		return this.connection;
	}

	final Framing framing() {
		return this.framing;
	}

	/** The body will be that without its coding, and the fields say so from now on. */
	void showDecoded() {
		this.head = this.head.decoded();
		this.headers = null;
	}

	@Override
	public String toString() {
		return this.method + " " + path();
	}

}
