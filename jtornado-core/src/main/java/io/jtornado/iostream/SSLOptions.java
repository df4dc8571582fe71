package io.jtornado.iostream;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is secured: start from {@link #of(SSLContext)} and change what must be
 * different. The words are those of Tornado's {@code ssl_options}.
 * <p>
 * <b>Threading:</b> immutable; the {@link SSLContexts} in it may be changed.
 */
public final class SSLOptions implements Cloneable {

	private final SSLContexts contexts;

	private ClientAuth clientAuth = ClientAuth.NONE;

	private List<String> protocols = List.of("TLSv1.3", "TLSv1.2");

	private List<String> ciphers = List.of();

	private List<String> applicationProtocols = List.of();

	private @Nullable Executor executor;

	private @Nullable Function<? super IOLoop, byte[]> plaintextAnswer;

	private SSLOptions(SSLContexts contexts) {
		this.contexts = contexts;
	}

	/**
	 * Shows the same certificate to everybody.
	 * @param context certificate, key and whom to trust
	 * @return options with everything else by default
	 */
	public static SSLOptions of(SSLContext context) {
		return of(new SSLContexts(context));
	}

	/**
	 * Shows what is in the holder when a connection comes.
	 * @param contexts certificates, by name if need be; may be changed later
	 * @return options with everything else by default
	 */
	public static SSLOptions of(SSLContexts contexts) {
		return new SSLOptions(contexts);
	}

	/**
	 * The one place where an object of this class is written to: before anybody has it.
	 */
	private SSLOptions with(Consumer<SSLOptions> change) {
		try {
			SSLOptions changed = (SSLOptions) clone();
			change.accept(changed);
			return changed;
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns the certificates and keys.
	 * @return their holder
	 */
	public SSLContexts contexts() {
		return this.contexts;
	}

	/**
	 * Returns whether clients are asked for certificates.
	 * @return {@link ClientAuth#NONE} by default
	 */
	public ClientAuth clientAuth() {
		return this.clientAuth;
	}

	/**
	 * Returns the same but for one.
	 * @param clientAuth whether clients are asked
	 * @return new options
	 */
	public SSLOptions withClientAuth(ClientAuth clientAuth) {
		return with((options) -> options.clientAuth = clientAuth);
	}

	/**
	 * Returns the versions of the protocol that are spoken.
	 * @return names of the JDK; TLSv1.3 and TLSv1.2 by default
	 */
	public List<String> protocols() {
		return this.protocols;
	}

	/**
	 * Returns the same but for one.
	 * @param protocols names of the JDK, such as {@code TLSv1.3}
	 * @return new options
	 * @throws IllegalArgumentException if there is none
	 */
	public SSLOptions withProtocols(List<String> protocols) {
		if (protocols.isEmpty()) {
			throw new IllegalArgumentException("Name at least one protocol, such as TLSv1.3");
		}
		return with((options) -> options.protocols = List.copyOf(protocols));
	}

	/**
	 * Returns the cipher suites that may be used.
	 * @return names of the JDK, the best first; empty: those that the JDK holds for good
	 */
	public List<String> ciphers() {
		return this.ciphers;
	}

	/**
	 * Returns the same but for one.
	 * @param ciphers names of the JDK, the best first; empty: the JDK's own choice
	 * @return new options
	 */
	public SSLOptions withCiphers(List<String> ciphers) {
		return with((options) -> options.ciphers = List.copyOf(ciphers));
	}

	/**
	 * Returns what is spoken inside (ALPN,
	 * <a href="https://www.rfc-editor.org/rfc/rfc7301#section-3.2">RFC 7301, 3.2</a>). A
	 * client that names only others is refused with the alert
	 * {@code no_application_protocol}; one that names none is served.
	 * @return names such as {@code http/1.1}, the best first; empty: no names are
	 * compared
	 */
	public List<String> applicationProtocols() {
		return this.applicationProtocols;
	}

	/**
	 * Returns the same but for one.
	 * @param applicationProtocols the names; empty: what clients name is ignored
	 * @return new options
	 */
	public SSLOptions withApplicationProtocols(List<String> applicationProtocols) {
		return with((options) -> options.applicationProtocols = List.copyOf(applicationProtocols));
	}

	/**
	 * Returns what does the arithmetic of handshakes, which takes too long for a loop.
	 * @return the executor; null: a few threads that belong to the loop
	 */
	public @Nullable Executor executor() {
		return this.executor;
	}

	/**
	 * Returns the same but for one.
	 * @param executor the executor; null: threads of the loop
	 * @return new options
	 */
	public SSLOptions withExecutor(@Nullable Executor executor) {
		return with((options) -> options.executor = executor);
	}

	/**
	 * Returns what a client is told that speaks in the clear, before it is let go.
	 * @return makes a message of its protocol, on the loop that it is called with; null:
	 * it is told nothing
	 */
	public @Nullable Function<? super IOLoop, byte[]> plaintextAnswer() {
		return this.plaintextAnswer;
	}

	/**
	 * Returns the same but for one.
	 * @param plaintextAnswer makes a short message of the protocol that is spoken inside,
	 * on the loop that it is called with; null for none
	 * @return new options
	 */
	public SSLOptions withPlaintextAnswer(@Nullable Function<? super IOLoop, byte[]> plaintextAnswer) {
		return with((options) -> options.plaintextAnswer = plaintextAnswer);
	}

	/**
	 * Checks protocols and cipher suites against the standard context, so that a mistake
	 * is found before the first connection.
	 * @throws IllegalArgumentException if the context does not know one of them
	 */
	public void check() {
		serverEngine(null);
	}

	SSLEngine serverEngine(@Nullable String serverName) {
		SSLEngine engine = this.contexts.find(serverName).createSSLEngine();
		engine.setUseClientMode(false);
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setProtocols(this.protocols.toArray(new String[0]));
		if (!this.ciphers.isEmpty()) {
			parameters.setCipherSuites(this.ciphers.toArray(new String[0]));
		}
		parameters.setUseCipherSuitesOrder(true);
		parameters.setApplicationProtocols(this.applicationProtocols.toArray(new String[0]));
		switch (this.clientAuth) {
			case NONE -> parameters.setNeedClientAuth(false);
			case WANT -> parameters.setWantClientAuth(true);
			case NEED -> parameters.setNeedClientAuth(true);
		}
		engine.setSSLParameters(parameters);
		return engine;
	}

}
