package io.jtornado.spring.autoconfigure;

import io.jtornado.web.CorsOptions;

/**
 * What {@link CorsProperties} may be set to.
 */
final class CorsRules {

	private final CorsProperties settings;

	private final ValueRules rules;

	CorsRules(CorsProperties settings, ValueRules rules) {
		this.settings = settings;
		this.rules = rules;
	}

	void check() {
		try {
			CorsOptions options = this.settings.options();
			if (options.allowedOrigins().isEmpty() && !options.equals(CorsOptions.DEFAULTS)) {
				this.rules.reject("cors.allowedOrigins",
						"must be set as well, because nobody is allowed anything else");
			}
		}
		catch (IllegalArgumentException ex) { // the core says what, in words that fit
			this.rules.reject("CORS (jtornado.cors): " + ex.getMessage());
		}
	}

}
