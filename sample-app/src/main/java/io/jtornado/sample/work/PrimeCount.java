package io.jtornado.sample.work;

/**
 * What counting primes came to.
 *
 * @param limit the number up to which was counted
 * @param primes how many there are
 * @param thread who counted
 */
record PrimeCount(int limit, int primes, String thread) {
}
