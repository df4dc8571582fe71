package io.jtornado.spring.autoconfigure;

import io.jtornado.web.Application;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What the settings of static files may be set to.
 */
final class StaticFilesRules {

	private final JTornadoProperties properties;

	private final ValueRules rules;

	StaticFilesRules(JTornadoProperties properties, ValueRules rules) {
		this.properties = properties;
		this.rules = rules;
	}

	void check() {
		this.rules.within("staticFiles.cacheSize", this.properties.getStaticFiles().getCacheSize().toBytes(), 0,
				Long.MAX_VALUE);
		StaticFilesMapper mapper = new StaticFilesMapper(this.properties);
		String options = failure(mapper::options);
		if (options != null) {
			this.rules.reject("Static files: " + options);
			return;
		}
		reject("staticPath", failure(mapper::files));
		String prefix = this.properties.getStaticUrlPrefix();
		reject("staticUrlPrefix", failure(() -> Application.builder().staticUrlPrefix(prefix)));
	}

	private void reject(String field, @Nullable String message) {
		if (StringUtils.hasText(message)) {
			this.rules.reject(field, message);
		}
	}

	/** The core says what is wrong. */
	private static @Nullable String failure(Runnable step) {
		try {
			step.run();
			return null;
		}
		catch (IllegalArgumentException ex) {
			return ex.getMessage();
		}
	}

}
