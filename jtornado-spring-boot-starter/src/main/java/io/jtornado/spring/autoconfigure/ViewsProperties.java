package io.jtornado.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Settings of views.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
public class ViewsProperties {

	/**
	 * Template engine that renders views, if there are several. The first of Mustache,
	 * Thymeleaf and FreeMarker if not set.
	 */
	private @Nullable ViewEngine engine;

	/**
	 * Whether templates of Mustache are kept once they have been read. Those of the other
	 * engines are by properties of their own.
	 */
	private boolean cache = true;

	public @Nullable ViewEngine getEngine() {
		return this.engine;
	}

	public void setEngine(@Nullable ViewEngine engine) {
		this.engine = engine;
	}

	public boolean isCache() {
		return this.cache;
	}

	public void setCache(boolean cache) {
		this.cache = cache;
	}

}
