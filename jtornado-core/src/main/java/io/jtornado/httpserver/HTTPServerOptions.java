package io.jtornado.httpserver;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.jtornado.http.AllowedHosts;
import io.jtornado.http.CIDR;
import io.jtornado.http.ForwardedField;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.TrustedDownstream;
import io.jtornado.tcpserver.TCPServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an {@link HTTPServer}: start from {@link #DEFAULTS} and change what
 * must be different.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class HTTPServerOptions implements Cloneable {

	/** Everything by default; Server is {@code jtornado}, without a version. */
	public static final HTTPServerOptions DEFAULTS = new HTTPServerOptions();

	private String name = "http";

	private TCPServerOptions tcp = TCPServerOptions.DEFAULTS;

	private Limits limits = Limits.DEFAULTS;

	private Timeouts timeouts = Timeouts.DEFAULTS;

	private boolean noKeepAlive;

	private @Nullable String serverHeader = "jtornado";

	private @Nullable RefusalRenderer refusalRenderer;

	private boolean decompressRequest;

	private boolean xheaders;

	private List<CIDR> trustedDownstream = List.of();

	private Set<ForwardedField> forwardedFields = Set.copyOf(EnumSet.allOf(ForwardedField.class));

	private List<String> allowedHosts = List.of();

	private HTTPServerOptions() {
	}

	/**
	 * The one place where an object of this class is written to: before anybody has it.
	 */
	private HTTPServerOptions with(Consumer<HTTPServerOptions> change) {
		try {
			HTTPServerOptions changed = (HTTPServerOptions) clone();
			change.accept(changed);
			return changed;
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns what the server is called.
	 * @return its name in metrics (tag {@code listener}) and logs
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the same but for one.
	 * @param name what the server is called in metrics (tag {@code listener}) and logs
	 * @return new options
	 */
	public HTTPServerOptions withName(String name) {
		return with((options) -> options.name = name);
	}

	/**
	 * Returns how the server accepts connections.
	 * @return settings of the layer below
	 */
	public TCPServerOptions tcp() {
		return this.tcp;
	}

	/**
	 * Returns the same but for one.
	 * @param tcp how connections are accepted
	 * @return new options
	 */
	public HTTPServerOptions withTcp(TCPServerOptions tcp) {
		return with((options) -> options.tcp = tcp);
	}

	/**
	 * Returns what the server takes from its clients.
	 * @return the bounds
	 */
	public Limits limits() {
		return this.limits;
	}

	/**
	 * Returns the same but for one.
	 * @param limits what is taken from clients
	 * @return new options
	 */
	public HTTPServerOptions withLimits(Limits limits) {
		return with((options) -> options.limits = limits);
	}

	/**
	 * Returns how long the server waits for its clients.
	 * @return the times
	 */
	public Timeouts timeouts() {
		return this.timeouts;
	}

	/**
	 * Returns the same but for one.
	 * @param timeouts how long it waits
	 * @return new options
	 */
	public HTTPServerOptions withTimeouts(Timeouts timeouts) {
		return with((options) -> options.timeouts = timeouts);
	}

	/**
	 * Tells whether every connection is closed after its first answer.
	 * @return whether it is
	 */
	public boolean noKeepAlive() {
		return this.noKeepAlive;
	}

	/**
	 * Returns the same but for one.
	 * @param noKeepAlive whether connections end with their first answer
	 * @return new options
	 */
	public HTTPServerOptions withNoKeepAlive(boolean noKeepAlive) {
		return with((options) -> options.noKeepAlive = noKeepAlive);
	}

	/**
	 * Returns the value of the field Server.
	 * @return the value; null: the field is not sent
	 */
	public @Nullable String serverHeader() {
		return this.serverHeader;
	}

	/**
	 * Returns the same but for one.
	 * @param serverHeader value of the field Server; null: none
	 * @return new options
	 * @throws IllegalArgumentException if it could break its line
	 */
	public HTTPServerOptions withServerHeader(@Nullable String serverHeader) {
		if (serverHeader != null) {
			HTTPHeaders.of("Server", serverHeader);
		}
		return with((options) -> options.serverHeader = serverHeader);
	}

	/**
	 * Returns what makes the content of the answers that the engine gives by itself.
	 * @return the renderer; null: a line of plain text
	 */
	public @Nullable RefusalRenderer refusalRenderer() {
		return this.refusalRenderer;
	}

	/**
	 * Returns the same but for one.
	 * @param refusalRenderer makes the content of refusals; null: a line of plain text
	 * @return new options
	 */
	public HTTPServerOptions withRefusalRenderer(@Nullable RefusalRenderer refusalRenderer) {
		return with((options) -> options.refusalRenderer = refusalRenderer);
	}

	/**
	 * Tells whether trusted proxies are believed what they say of the client.
	 * @return whether they are
	 */
	public boolean xheaders() {
		return this.xheaders;
	}

	/**
	 * Returns the same but for one. A server with xheaders needs
	 * {@link #withTrustedDownstream trustedDownstream} as well.
	 * @param xheaders whether trusted proxies are believed; see {@link TrustedDownstream}
	 * @return new options
	 */
	public HTTPServerOptions withXheaders(boolean xheaders) {
		return with((options) -> options.xheaders = xheaders);
	}

	/**
	 * Returns where trusted proxies are.
	 * @return ranges; empty: nowhere
	 */
	public List<CIDR> trustedDownstream() {
		return this.trustedDownstream;
	}

	/**
	 * Returns the same but for one.
	 * @param trustedDownstream where trusted proxies are
	 * @return new options
	 */
	public HTTPServerOptions withTrustedDownstream(List<CIDR> trustedDownstream) {
		List<CIDR> ranges = List.copyOf(trustedDownstream);
		return with((options) -> options.trustedDownstream = ranges);
	}

	/**
	 * Returns the fields that are read with {@link #xheaders()}.
	 * @return the fields; all by default
	 */
	public Set<ForwardedField> forwardedFields() {
		return this.forwardedFields;
	}

	/**
	 * Returns the same but for one. Best are those that the proxies set or remove in
	 * every request: what they let pass is the client's.
	 * @param forwardedFields the fields that are read with xheaders
	 * @return new options
	 */
	public HTTPServerOptions withForwardedFields(Set<ForwardedField> forwardedFields) {
		Set<ForwardedField> fields = Set.copyOf(forwardedFields);
		return with((options) -> options.forwardedFields = fields);
	}

	/**
	 * Returns the hosts that the server answers for.
	 * @return names; empty: every host
	 */
	public List<String> allowedHosts() {
		return this.allowedHosts;
	}

	/**
	 * Returns the same but for one. Requests for other hosts get 421; one of HTTP/1.0
	 * without Host is for 127.0.0.1.
	 * @param allowedHosts names as {@link AllowedHosts#of} reads them; empty: every host
	 * @return new options
	 * @throws IllegalArgumentException if one is no host
	 */
	public HTTPServerOptions withAllowedHosts(List<String> allowedHosts) {
		AllowedHosts.of(allowedHosts);
		List<String> hosts = List.copyOf(allowedHosts);
		return with((options) -> options.allowedHosts = hosts);
	}

	/**
	 * Tells whether bodies are inflated before anybody sees them.
	 * @return whether they are
	 */
	public boolean decompressRequest() {
		return this.decompressRequest;
	}

	/**
	 * Returns the same but for one. Where bodies are inflated, the field Content-Encoding
	 * is called X-Consumed-Content-Encoding afterwards, as in Tornado, and Content-Length
	 * is gone; {@code max-body-size} bounds both what comes and what it becomes, and
	 * codings other than gzip and deflate are refused with 415. All of this holds from
	 * the head on, before {@link RequestCallback#handleHead}, and a {@link BodyReceiver}
	 * gets the content in pieces of at most 16 KiB.
	 * @param decompressRequest whether bodies in gzip or deflate are inflated
	 * @return new options
	 */
	public HTTPServerOptions withDecompressRequest(boolean decompressRequest) {
		return with((options) -> options.decompressRequest = decompressRequest);
	}

}
