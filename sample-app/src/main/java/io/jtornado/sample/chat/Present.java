package io.jtornado.sample.chat;

/**
 * How many are there, which everybody hears when one comes or goes.
 *
 * @param present pages that are open
 */
record Present(int present) {
}
