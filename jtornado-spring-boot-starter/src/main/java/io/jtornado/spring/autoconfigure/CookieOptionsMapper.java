package io.jtornado.spring.autoconfigure;

import io.jtornado.http.SignedValues;
import io.jtornado.web.CookieOptions;
import org.jspecify.annotations.Nullable;

/**
 * The cookies' part of {@link JTornadoProperties} in the core's words.
 */
final class CookieOptionsMapper {

	private final JTornadoProperties properties;

	CookieOptionsMapper(JTornadoProperties properties) {
		this.properties = properties;
	}

	/**
	 * Returns the options.
	 * @throws IllegalArgumentException if the core refuses them
	 */
	CookieOptions options() {
		CookieProperties cookies = this.properties.getCookies();
		return CookieOptions.DEFAULTS.withSameSite(cookies.getSameSite())
			.withSecure(cookies.isSecure())
			.withHttpOnly(cookies.isHttpOnly())
			.withSignedValues(signedValues())
			.withXsrfCookies(this.properties.isXsrfCookies())
			.withXsrfCookieName(this.properties.getXsrfCookieName())
			.withXsrfCookieAttributes(this.properties.getXsrfCookie().attributes());
	}

	private @Nullable SignedValues signedValues() {
		int minVersion = this.properties.getSignedValueMinVersion();
		String secret = this.properties.getCookieSecret();
		Integer keyVersion = this.properties.getKeyVersion();
		if (secret != null) {
			return SignedValues.of(secret).withMinVersion(minVersion);
		}
		return (keyVersion == null) ? null
				: SignedValues.of(this.properties.getCookieSecrets(), keyVersion).withMinVersion(minVersion);
	}

}
