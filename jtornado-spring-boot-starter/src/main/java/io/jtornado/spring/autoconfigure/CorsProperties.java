package io.jtornado.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.web.CorsOptions;

/**
 * Settings of what pages of other origins may do, for handlers without an annotation of
 * their own.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public class CorsProperties {

	/**
	 * Origins whose pages may call handlers, such as "https://example.org",
	 * "https://*.example.org", "http://localhost:*" or "*". None if not set.
	 */
	private List<String> allowedOrigins = new ArrayList<>();

	/**
	 * Methods that they may use. Those that the handler has if not set.
	 */
	private List<String> allowedMethods = new ArrayList<>();

	/**
	 * Header fields that their requests may have. "*" means all.
	 */
	private List<String> allowedHeaders = new ArrayList<>(CorsOptions.DEFAULTS.allowedHeaders());

	/**
	 * Header fields of responses that they may read.
	 */
	private List<String> exposedHeaders = new ArrayList<>();

	/**
	 * Whether their requests carry cookies. Needs origins that are named.
	 */
	private boolean allowCredentials = false;

	/**
	 * Time a browser remembers what it may do, in whole seconds. 0 remembers nothing.
	 */
	private Duration maxAge = Duration.ofMinutes(30);

	public List<String> getAllowedOrigins() {
		return this.allowedOrigins;
	}

	public void setAllowedOrigins(List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins;
	}

	public List<String> getAllowedMethods() {
		return this.allowedMethods;
	}

	public void setAllowedMethods(List<String> allowedMethods) {
		this.allowedMethods = allowedMethods;
	}

	public List<String> getAllowedHeaders() {
		return this.allowedHeaders;
	}

	public void setAllowedHeaders(List<String> allowedHeaders) {
		this.allowedHeaders = allowedHeaders;
	}

	public List<String> getExposedHeaders() {
		return this.exposedHeaders;
	}

	public void setExposedHeaders(List<String> exposedHeaders) {
		this.exposedHeaders = exposedHeaders;
	}

	public boolean isAllowCredentials() {
		return this.allowCredentials;
	}

	public void setAllowCredentials(boolean allowCredentials) {
		this.allowCredentials = allowCredentials;
	}

	public Duration getMaxAge() {
		return this.maxAge;
	}

	public void setMaxAge(Duration maxAge) {
		this.maxAge = maxAge;
	}

	/**
	 * Return the settings in the core's words.
	 * @throws IllegalArgumentException if the core refuses them
	 */
	CorsOptions options() {
		return new CorsOptions(this.allowedOrigins, this.allowedMethods, this.allowedHeaders, this.exposedHeaders,
				this.allowCredentials, this.maxAge);
	}

}
