/**
 * The vocabulary the stages share: what the bytes of HTTP mean. Turns bytes and strings
 * into values (headers, start lines, dates, cookies, signed values, arguments) or refuses
 * them with an {@code HTTPInputException}; no I/O, no threads, no clock. Start reading at
 * {@code HTTPHeaders}, {@code ResponseStartLine}, {@code HTTPInputException}.
 * <p>
 * <b>Threading:</b> values are immutable, or belong to whoever made them.
 */
@NullMarked
package io.jtornado.http;

import org.jspecify.annotations.NullMarked;
