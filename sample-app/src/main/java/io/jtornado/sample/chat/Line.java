package io.jtornado.sample.chat;

import java.time.Instant;

/**
 * What everybody hears.
 *
 * @param id rises by one with each line, from 1 on; who enters while it is said may hear
 * it twice
 * @param at when it was said
 * @param said what, and by whom
 */
record Line(long id, Instant at, Said said) {
}
