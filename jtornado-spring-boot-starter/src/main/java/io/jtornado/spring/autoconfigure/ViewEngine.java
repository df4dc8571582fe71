package io.jtornado.spring.autoconfigure;

/**
 * The template engines that render views, in the order in which they are chosen.
 */
public enum ViewEngine {

	/** Mustache, by {@code spring-boot-starter-mustache}. */
	MUSTACHE,

	/** Thymeleaf, by {@code spring-boot-starter-thymeleaf}. */
	THYMELEAF,

	/** FreeMarker, by {@code spring-boot-starter-freemarker}. */
	FREEMARKER

}
