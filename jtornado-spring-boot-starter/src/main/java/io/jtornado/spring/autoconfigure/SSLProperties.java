package io.jtornado.spring.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.Ssl;
import org.springframework.util.StringUtils;

/**
 * Settings of how a listener is secured, in the words of Spring Boot's
 * {@code server.ssl}. What is null has not been set.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public class SSLProperties {

	/**
	 * Whether connections are secured. They are if a bundle is set.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Name of the SSL bundle with certificate and key, of "spring.ssl.bundle".
	 */
	private @Nullable String bundle;

	/**
	 * Client certificates: none are asked for, or they are wanted or needed.
	 */
	private Ssl.@Nullable ClientAuth clientAuth;

	/**
	 * SSL bundles for clients that ask for certain server names.
	 */
	private @Nullable List<Ssl.ServerNameSslBundle> serverNameBundles;

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getBundle() {
		return this.bundle;
	}

	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

	public Ssl.@Nullable ClientAuth getClientAuth() {
		return this.clientAuth;
	}

	public void setClientAuth(Ssl.@Nullable ClientAuth clientAuth) {
		this.clientAuth = clientAuth;
	}

	public @Nullable List<Ssl.ServerNameSslBundle> getServerNameBundles() {
		return this.serverNameBundles;
	}

	public void setServerNameBundles(@Nullable List<Ssl.ServerNameSslBundle> serverNameBundles) {
		this.serverNameBundles = serverNameBundles;
	}

	/**
	 * Return what holds for a listener.
	 * @param main the settings for what is not set here
	 * @return the settings, {@code null} if connections are not secured
	 */
	@Nullable Ssl effective(SSLProperties main) {
		String name = (this.bundle != null) ? this.bundle : main.bundle;
		Boolean wanted = (this.enabled != null) ? this.enabled : main.enabled;
		if (!StringUtils.hasText(name) || Boolean.FALSE.equals(wanted)) {
			return null;
		}
		Ssl ssl = Ssl.forBundle(name);
		ssl.setClientAuth((this.clientAuth != null) ? this.clientAuth : main.clientAuth);
		List<Ssl.ServerNameSslBundle> named = (this.serverNameBundles != null) ? this.serverNameBundles
				: main.serverNameBundles;
		ssl.setServerNameBundles((named != null) ? named : List.of());
		return ssl;
	}

	/**
	 * Return whether something is set here that means nothing without a bundle.
	 */
	boolean needsBundle() {
		return (this.clientAuth != null && this.clientAuth != Ssl.ClientAuth.NONE)
				|| (this.serverNameBundles != null && !this.serverNameBundles.isEmpty())
				|| Boolean.TRUE.equals(this.enabled);
	}

}
