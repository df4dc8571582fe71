/**
 * The numbers of the page, read from the meters. Start reading at {@code LiveHandler}.
 */
@NullMarked
package io.jtornado.sample.live;

import org.jspecify.annotations.NullMarked;
