/**
 * A form, a redirect and a long poll over one small store. Start reading at
 * {@code MessagesHandler}.
 */
@NullMarked
package io.jtornado.sample.guestbook;

import org.jspecify.annotations.NullMarked;
