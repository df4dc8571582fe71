package io.jtornado.httpserver;

import java.net.SocketAddress;

import io.jtornado.http.AllowedHosts;
import io.jtornado.http.ClientOrigin;
import io.jtornado.http.Framing;
import io.jtornado.http.HTTPInputException;
import io.jtornado.http.Refusal;
import io.jtornado.http.RequestHead;
import io.jtornado.http.TrustedDownstream;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from when a proxy brings it, and whether the server answers for
 * its host. A server that asks neither has no such object.
 */
final class OriginCheck {

	private final @Nullable TrustedDownstream downstream;

	private final @Nullable AllowedHosts hosts;

	private OriginCheck(@Nullable TrustedDownstream downstream, @Nullable AllowedHosts hosts) {
		this.downstream = downstream;
		this.hosts = hosts;
	}

	/** Null if there is nothing to check. */
	static @Nullable OriginCheck of(HTTPServerOptions options) {
		if (options.xheaders() && options.trustedDownstream().isEmpty()) {
			throw new IllegalArgumentException("xheaders needs trustedDownstream: say where the proxies are, "
					+ "10.0.0.0/8 for example, or anybody could give himself any address; or switch xheaders off");
		}
		if (!options.xheaders() && options.allowedHosts().isEmpty()) {
			return null;
		}
		TrustedDownstream downstream = options.xheaders()
				? new TrustedDownstream(options.trustedDownstream(), options.forwardedFields()) : null;
		AllowedHosts hosts = options.allowedHosts().isEmpty() ? null : AllowedHosts.of(options.allowedHosts());
		return new OriginCheck(downstream, hosts);
	}

	/** Null if the request comes from the peer itself. */
	@Nullable ClientOrigin check(RequestHead head, Framing framing, @Nullable SocketAddress peer, String protocol) {
		ClientOrigin origin = (this.downstream != null) ? this.downstream.originOf(head, peer, protocol, framing.host())
				: null;
		String hostName = (origin != null) ? origin.hostName() : framing.hostName();
		if (this.hosts != null && !this.hosts.contains(hostName)) {
			throw new HTTPInputException(Refusal.MISDIRECTED);
		}
		return origin;
	}

}
