/**
 * Makes {@code @SpringBootTest} and its web environments work with jtornado as they do
 * with the servers of Spring Boot.
 */
@NullMarked
package io.jtornado.spring.test;

import org.jspecify.annotations.NullMarked;
