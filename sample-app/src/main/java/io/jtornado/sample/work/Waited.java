package io.jtornado.sample.work;

/**
 * The end of a wait.
 *
 * @param millis how long was asked for
 * @param thread who answered
 */
record Waited(int millis, String thread) {
}
