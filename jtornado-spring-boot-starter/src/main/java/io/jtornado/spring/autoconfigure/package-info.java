/**
 * Auto-configuration: {@code jtornado.*} properties and beans become loops, an
 * application and a server, started and stopped in the phases of Spring Boot's own web
 * servers. Start reading at {@code JTornadoAutoConfiguration},
 * {@code JTornadoProperties}.
 */
@NullMarked
package io.jtornado.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
