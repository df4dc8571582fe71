/**
 * The page and what it is made of, served from memory. Start reading at
 * {@code PageHandler}.
 */
@NullMarked
package io.jtornado.sample.page;

import org.jspecify.annotations.NullMarked;
