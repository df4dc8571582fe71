/**
 * A JSON route with a path argument. Start reading at {@code UserHandler}.
 */
@NullMarked
package io.jtornado.sample.users;

import org.jspecify.annotations.NullMarked;
