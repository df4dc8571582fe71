package io.jtornado.sample.streams;

import io.jtornado.sample.SampleHandler;
import io.jtornado.spring.Handler;
import io.jtornado.web.Blocking;

/**
 * Counts, a number on each line, for as long as the client likes to read: flush holds the
 * worker while it does not.
 */
@Handler("/numbers/{count}")
class NumbersHandler extends SampleHandler {

	private static final int AT_ONCE = 1000;

	@Blocking
	void get(long count) {
		if (count < 0) {
			throw refused("count is a whole number from 0 on");
		}
		setHeader("Content-Type", "text/plain; charset=UTF-8");
		for (long number = 1; number <= count; number++) {
			write(number + "\n");
			if (number % AT_ONCE == 0) {
				flush();
			}
		}
	}

}
