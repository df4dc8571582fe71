package io.jtornado.iostream;

import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * A stream on TLS, the server's side. Tornado's {@code SSLIOStream}. The handshake begins
 * with the client's first bytes; what is written before it is over waits.
 * <p>
 * As in Tornado, a peer that ends its side without saying goodbye (close_notify) has just
 * ended it: HTTP frames its messages itself. Protocols that do not must ask
 * {@link #truncated()}. The peer's goodbye ends its side alone, with TLS 1.2 as well:
 * answers still arrive. Negotiating again is refused.
 * <p>
 * <b>Threading:</b> confined to its loop; session and certificates may be read anywhere.
 */
public final class SSLIOStream extends IOStream {

	private final SSLTransport secured;

	/**
	 * Opens a stream.
	 * @param loop the loop that serves it
	 * @param transport what lies under TLS
	 * @param options how it is secured
	 * @param streamOptions its bounds
	 * @throws IOException if the transport cannot be watched
	 */
	public SSLIOStream(IOLoop loop, Transport transport, SSLOptions options, StreamOptions streamOptions)
			throws IOException {
		this(loop, new SSLTransport(loop, transport, options), streamOptions);
	}

	private SSLIOStream(IOLoop loop, SSLTransport secured, StreamOptions streamOptions) throws IOException {
		super(loop, secured, streamOptions);
		this.secured = secured;
	}

	/**
	 * Returns what was agreed upon.
	 * @return the session; null until the handshake is over
	 */
	public @Nullable SSLSession sslSession() {
		return this.secured.session();
	}

	/**
	 * Returns the certificates by which the client has shown who it is. Tornado's
	 * {@code get_ssl_certificate}.
	 * @return its own first, then those that vouch for it; empty if it has shown none
	 */
	public List<X509Certificate> clientCertificates() {
		SSLSession session = sslSession();
		List<X509Certificate> chain = new ArrayList<>();
		if (session != null) {
			try {
				for (Certificate certificate : session.getPeerCertificates()) {
					chain.add((X509Certificate) certificate);
				}
			}
			catch (SSLPeerUnverifiedException ex) {
				return List.of(); // the JDK's way to say that there are none
			}
		}
		return List.copyOf(chain);
	}

	/**
	 * Returns what was agreed to be spoken inside (ALPN).
	 * @return a name such as {@code http/1.1}; null if there was no such agreement
	 */
	public @Nullable String applicationProtocol() {
		return this.secured.applicationProtocol();
	}

	/**
	 * Tells whether the peer's side has ended without a goodbye: somebody else may have
	 * cut it off. With TLS 1.2 a goodbye is believed without proof, since its proof would
	 * end this side too; what must not be cut off unnoticed needs TLS 1.3.
	 * @return whether the end was not announced
	 */
	public boolean truncated() {
		return this.secured.truncated();
	}

	/**
	 * Returns why the handshake was refused, when the peer has been told so but has not
	 * left yet.
	 * @return the reason, or null
	 */
	public @Nullable IOException refusal() {
		return this.secured.refusal();
	}

}
