package io.jtornado.sample.work;

import java.util.BitSet;

import org.springframework.stereotype.Service;

/**
 * Counts primes with the sieve of Eratosthenes. Threading: has no state.
 */
@Service
class Primes {

	static final int MAX_LIMIT = 20_000_000;

	/**
	 * Counts the primes from 2 to the limit.
	 * @param limit from 0 to {@value #MAX_LIMIT}
	 * @return how many there are
	 */
	int count(int limit) {
		BitSet composite = new BitSet(limit + 1);
		int primes = 0;
		for (int number = 2; number <= limit; number++) {
			if (composite.get(number)) {
				continue;
			}
			primes++;
			for (long multiple = (long) number * number; multiple <= limit; multiple += number) {
				composite.set((int) multiple);
			}
		}
		return primes;
	}

}
