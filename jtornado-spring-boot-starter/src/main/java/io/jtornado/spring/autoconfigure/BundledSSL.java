package io.jtornado.spring.autoconfigure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.net.ssl.SSLContext;

import io.jtornado.iostream.ClientAuth;
import io.jtornado.iostream.SSLContexts;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.spring.ListenerFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.Assert;
import org.springframework.util.ObjectUtils;

/**
 * Spring Boot's SSL bundles in the core's words. A bundle that is updated while the
 * server runs is what new connections see from then on; protocols and cipher suites stay
 * those of the start.
 * <p>
 * <b>Threading:</b> may be used by any thread; bundles are updated by a thread that
 * watches files.
 */
public final class BundledSSL {

	private static final Logger logger = LoggerFactory.getLogger(BundledSSL.class);

	private final @Nullable SslBundles bundles;

	/**
	 * Create the translation.
	 * @param bundles the bundles that settings may name, {@code null} if there are none
	 */
	public BundledSSL(@Nullable SslBundles bundles) {
		this.bundles = bundles;
	}

	/**
	 * Return how connections are secured.
	 * @param listener the name of the listener, for the message
	 * @param ssl the settings, which are enabled
	 * @return options that follow the updates of their bundles
	 * @throws ListenerFailedException if a bundle is not there, has no key, cannot be
	 * read, or does not say whose certificates clients may show; or if a server name is
	 * none
	 */
	public SSLOptions options(String listener, Ssl ssl) {
		try {
			SSLOptions options = options(ssl);
			options.check();
			return options;
		}
		catch (NoSuchSslBundleException ex) {
			throw failed(listener, ex, "Define the bundle under spring.ssl.bundle.pem or spring.ssl.bundle.jks,"
					+ " or name another one; there are " + names() + ".");
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw failed(listener, ex,
					"Correct what spring.ssl.bundle says of the bundle, or the ssl settings of" + " the listener.");
		}
	}

	private static ListenerFailedException failed(String listener, RuntimeException cause, String action) {
		Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
		String why = (root == cause) ? "" : " (" + root.getMessage() + ")";
		return new ListenerFailedException(listener, "cannot be secured: " + cause.getMessage() + why + ".", action,
				cause);
	}

	private List<String> names() {
		return (this.bundles != null) ? this.bundles.getBundleNames() : List.of();
	}

	private SSLOptions options(Ssl ssl) {
		SslBundle standard = WebServerSslBundle.get(ssl, this.bundles);
		SSLContexts contexts = new SSLContexts(standard(ssl), byName(ssl));
		follow(ssl, contexts);
		SSLOptions options = SSLOptions.of(contexts).withClientAuth(clientAuth(ssl));
		String[] protocols = standard.getOptions().getEnabledProtocols();
		if (!ObjectUtils.isEmpty(protocols)) {
			options = options.withProtocols(List.of(protocols));
		}
		String[] ciphers = standard.getOptions().getCiphers();
		return ObjectUtils.isEmpty(ciphers) ? options : options.withCiphers(List.of(ciphers));
	}

	private static ClientAuth clientAuth(Ssl ssl) {
		Ssl.ClientAuth clientAuth = ssl.getClientAuth();
		return (clientAuth != null) ? ClientAuth.valueOf(clientAuth.name()) : ClientAuth.NONE;
	}

	private SSLContext standard(Ssl ssl) {
		String name = ssl.getBundle();
		return context((name != null) ? "The SSL bundle '" + name + "'" : "What ssl says",
				WebServerSslBundle.get(ssl, this.bundles), ssl);
	}

	private Map<String, SSLContext> byName(Ssl ssl) {
		Map<String, SSLContext> byName = new HashMap<>();
		for (Ssl.ServerNameSslBundle named : ssl.getServerNameBundles()) {
			Assert.state(this.bundles != null, "There are no SSL bundles for server names");
			byName.put(named.serverName(),
					context("The SSL bundle '" + named.bundle() + "'", this.bundles.getBundle(named.bundle()), ssl));
		}
		return byName;
	}

	private static SSLContext context(String what, SslBundle bundle, Ssl ssl) {
		SslStoreBundle stores = bundle.getStores();
		// A bundle without stores has managers of its own, which may have what is needed.
		if (stores != SslStoreBundle.NONE) {
			Assert.state(stores.getKeyStore() != null, () -> what + " has no key store, which a server needs");
			// The JDK would trust every public authority instead.
			Assert.state(clientAuth(ssl) == ClientAuth.NONE || stores.getTrustStore() != null,
					() -> what + " has no trust store to say which client certificates are good, as client-auth needs");
		}
		return bundle.createSslContext();
	}

	private void follow(Ssl ssl, SSLContexts contexts) {
		if (this.bundles == null) {
			return;
		}
		Set<String> names = new HashSet<>();
		ssl.getServerNameBundles().forEach((named) -> names.add(named.bundle()));
		if (ssl.getBundle() != null) {
			names.add(ssl.getBundle());
		}
		for (String name : names) {
			this.bundles.addBundleUpdateHandler(name, (updated) -> update(name, ssl, contexts));
		}
	}

	/** One at a time, so that the last one sees all. */
	private void update(String name, Ssl ssl, SSLContexts contexts) {
		synchronized (contexts) {
			try {
				contexts.replace(standard(ssl), byName(ssl));
				logger.info("New connections see the updated SSL bundle '{}'", name);
			}
			catch (RuntimeException ex) {
				logger.error("The updated SSL bundle '{}' cannot be used; new connections see the one before", name,
						ex);
			}
		}
	}

}
