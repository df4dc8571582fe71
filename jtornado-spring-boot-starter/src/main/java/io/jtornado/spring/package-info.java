/**
 * Spring Boot applications served by jtornado: what an application writes itself. Start
 * reading at {@code Handler}, {@code HTTPServerCustomizer},
 * {@code ApplicationCustomizer}.
 */
@NullMarked
package io.jtornado.spring;

import org.jspecify.annotations.NullMarked;
