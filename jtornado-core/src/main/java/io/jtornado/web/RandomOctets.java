package io.jtornado.web;

import java.security.SecureRandom;
import java.util.Arrays;

import io.jtornado.ioloop.IOLoop;

/**
 * Octets that nobody can guess, drawn from the system many at a time: its generator has
 * one lock for all threads, however many objects stand for it, and the loops would wait
 * for each other at every token. What has been handed out is not kept.
 * <p>
 * <b>Threading:</b> one for each loop, made when it is first asked for; its workers may
 * ask, too.
 */
final class RandomOctets {

	private static final int DRAWN = 1024; // for the masks of 256 pages

	private final SecureRandom random = new SecureRandom();

	private final byte[] drawn = new byte[DRAWN];

	private int used = DRAWN;

	static RandomOctets of(IOLoop loop) {
		return loop.attachment(RandomOctets.class, (any) -> new RandomOctets());
	}

	/**
	 * Hands out octets.
	 * @param count how many, at most 1024
	 */
	synchronized byte[] next(int count) {
		if (count > DRAWN - this.used) {
			this.random.nextBytes(this.drawn);
			this.used = 0;
		}
		int from = this.used;
		this.used += count;
		byte[] octets = Arrays.copyOfRange(this.drawn, from, this.used);
		Arrays.fill(this.drawn, from, this.used, (byte) 0);
		return octets;
	}

}
