package io.jtornado.spring.autoconfigure;

import io.jtornado.web.CompressionOptions;

/**
 * What {@link CompressionProperties} may be set to.
 */
final class CompressionRules {

	private final CompressionProperties settings;

	private final ValueRules rules;

	CompressionRules(CompressionProperties settings, ValueRules rules) {
		this.settings = settings;
		this.rules = rules;
	}

	void check() {
		this.rules.within("compression.minLength", this.settings.getMinLength().toBytes(), 0, Integer.MAX_VALUE);
		this.rules.within("compression.maxStreams", this.settings.getMaxStreams(), 0, Integer.MAX_VALUE);
		this.rules.within("compression.level", this.settings.getLevel(), 1, 9);
		this.rules.within("compression.brotliLevel", this.settings.getBrotliLevel(), 0, 11);
		try {
			CompressionOptions.DEFAULTS.withTypes(this.settings.getTypes().toArray(String[]::new));
		}
		catch (IllegalArgumentException ex) {
			this.rules.reject("compression.types", String.valueOf(ex.getMessage()));
		}
	}

}
