/**
 * A small application on jtornado: a page that shows what the server is doing now, and
 * one handler of each kind.
 */
@NullMarked
package io.jtornado.sample;

import org.jspecify.annotations.NullMarked;
