package io.jtornado.sample.work;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.Blocking;

/**
 * Work for a processor, off the loop.
 */
@Handler("/primes/{limit}")
class PrimesHandler extends SampleHandler {

	private final Primes primes;

	PrimesHandler(Primes primes) {
		this.primes = primes;
	}

	@Blocking
	PrimeCount get(int limit) {
		if (limit < 0 || limit > Primes.MAX_LIMIT) {
			throw refused("limit is a whole number from 0 to " + Primes.MAX_LIMIT);
		}
		return new PrimeCount(limit, this.primes.count(limit), Thread.currentThread().getName());
	}

}
