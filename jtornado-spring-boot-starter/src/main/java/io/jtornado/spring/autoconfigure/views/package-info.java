/**
 * Views by the template engines that Spring Boot configures, and messages by Spring's
 * message source. Start reading at {@code JTornadoViewsAutoConfiguration}.
 */
@NullMarked
package io.jtornado.spring.autoconfigure.views;

import org.jspecify.annotations.NullMarked;
