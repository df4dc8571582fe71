package io.jtornado.spring.autoconfigure;

import java.util.List;
import java.util.Set;

import io.jtornado.http.ForwardedField;
import org.jspecify.annotations.Nullable;

/**
 * Whom a listener believes, and for whom it answers, when proxies stand before it. What
 * is null has not been set.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public abstract class ProxyProperties extends LimitProperties {

	/**
	 * Whether connections begin with a header of the PROXY protocol.
	 */
	private @Nullable Boolean proxyProtocol;

	/**
	 * Whether trusted proxies are believed what they say of the client. Costs about 0.6
	 * us for each request of theirs.
	 */
	private @Nullable Boolean xheaders;

	/**
	 * Addresses of the proxies that are trusted, such as "10.0.0.0/8", or "unix:" for the
	 * peers on Unix domain sockets.
	 */
	private @Nullable List<String> trustedDownstream;

	/**
	 * Header fields of trusted proxies that are read. All if not set.
	 */
	private @Nullable Set<ForwardedField> forwardedFields;

	/**
	 * Hosts that are served, such as "example.org" or "*.example.org". Requests for
	 * others are answered with 421. All if empty. Costs about 0.1 us for each request.
	 */
	private @Nullable List<String> allowedHosts;

	public @Nullable Boolean getProxyProtocol() {
		return this.proxyProtocol;
	}

	public void setProxyProtocol(@Nullable Boolean proxyProtocol) {
		this.proxyProtocol = proxyProtocol;
	}

	public @Nullable Boolean getXheaders() {
		return this.xheaders;
	}

	public void setXheaders(@Nullable Boolean xheaders) {
		this.xheaders = xheaders;
	}

	public @Nullable List<String> getTrustedDownstream() {
		return this.trustedDownstream;
	}

	public void setTrustedDownstream(@Nullable List<String> trustedDownstream) {
		this.trustedDownstream = trustedDownstream;
	}

	public @Nullable Set<ForwardedField> getForwardedFields() {
		return this.forwardedFields;
	}

	public void setForwardedFields(@Nullable Set<ForwardedField> forwardedFields) {
		this.forwardedFields = forwardedFields;
	}

	public @Nullable List<String> getAllowedHosts() {
		return this.allowedHosts;
	}

	public void setAllowedHosts(@Nullable List<String> allowedHosts) {
		this.allowedHosts = allowedHosts;
	}

}
