/**
 * A login by a signed cookie, and a page for those who have logged in. Start reading at
 * {@code VisitorHandler}.
 */
@NullMarked
package io.jtornado.sample.login;

import org.jspecify.annotations.NullMarked;
