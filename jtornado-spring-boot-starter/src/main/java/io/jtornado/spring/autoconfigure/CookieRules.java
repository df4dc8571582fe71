package io.jtornado.spring.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.jtornado.web.Application;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of cookies may be set to. A secret is never rejected as a value: that
 * would show it.
 */
final class CookieRules {

	/**
	 * Whoever has a cookie can try secrets at home, and shorter ones are found. The core
	 * takes them, as Tornado does, so that what they have signed can still be read.
	 */
	private static final int LEAST_LENGTH = 16;

	private final JTornadoProperties properties;

	private final ValueRules rules;

	CookieRules(JTornadoProperties properties, ValueRules rules) {
		this.properties = properties;
		this.rules = rules;
	}

	void check() {
		int minVersion = this.properties.getSignedValueMinVersion();
		boolean versions = minVersion == 1 || minVersion == 2;
		this.rules.within("signedValueMinVersion", minVersion, 1, 2);
		Duration maxAge = this.properties.getXsrfCookie().getMaxAge();
		boolean life = maxAge == null || maxAge.toSeconds() > 0;
		if (!life) {
			this.rules.reject("xsrfCookie.maxAge", "must be at least 1s");
		}
		if (versions && life && secrets()) {
			asTheCoreDoes();
		}
	}

	private boolean secrets() {
		String secret = this.properties.getCookieSecret();
		Map<Integer, String> secrets = this.properties.getCookieSecrets();
		Integer keyVersion = this.properties.getKeyVersion();
		if (secret != null && !secrets.isEmpty()) {
			return reject("Either cookie-secret or cookie-secrets may be set: move the former to the latter");
		}
		if (secrets.isEmpty() && keyVersion != null) {
			return reject("key-version has no effect without cookie-secrets: set cookie-secrets." + keyVersion);
		}
		if (!secrets.isEmpty() && keyVersion == null) {
			return reject("cookie-secrets needs key-version as well: say which of " + secrets.keySet() + " signs");
		}
		if (secret == null && secrets.isEmpty() && this.properties.getSignedValueMinVersion() == 1) {
			return reject("signed-value-min-version has no effect without cookie-secret: set it as well");
		}
		return Stream.concat(Stream.ofNullable(secret), secrets.values().stream())
			.allMatch((any) -> isKnown(any) && isLong(any));
	}

	/**
	 * A placeholder that nothing stands for is left as it is, and everybody can read it.
	 */
	private boolean isKnown(String secret) {
		boolean placeholder = secret.startsWith("${") && secret.endsWith("}");
		return !placeholder || reject("The secret " + secret + " has no value: set what the placeholder stands for");
	}

	private boolean isLong(String secret) {
		return secret.isBlank() || secret.length() >= LEAST_LENGTH || reject("A cookie secret has less than "
				+ LEAST_LENGTH + " characters, which can be guessed: set 32 random bytes in base64");
	}

	/** The core says what is wrong, in words that fit the keys. */
	private void asTheCoreDoes() {
		try {
			Application.builder().cookies(new CookieOptionsMapper(this.properties).options());
		}
		catch (IllegalArgumentException ex) {
			reject(ex.getMessage());
		}
	}

	private boolean reject(@Nullable String message) {
		this.rules.reject("Cookies: " + message);
		return false;
	}

}
