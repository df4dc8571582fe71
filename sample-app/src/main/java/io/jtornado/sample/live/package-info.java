/**
 * The numbers of the page, read from the meters. Start reading at {@code LiveHandler},
 * then {@code LiveEvents}.
 */
@NullMarked
package io.jtornado.sample.live;

import org.jspecify.annotations.NullMarked;
