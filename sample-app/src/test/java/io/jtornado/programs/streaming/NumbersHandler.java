package io.jtornado.programs.streaming;

import io.jtornado.spring.Handler;
import io.jtornado.web.Blocking;
import io.jtornado.web.RequestHandler;

@Handler("/numbers")
class NumbersHandler extends RequestHandler {

	@Blocking
	void get() {
		for (int number = 1; number <= 1_000_000; number++) {
			write(number + "\n");
			if (number % 1000 == 0) {
				flush();
			}
		}
	}

}
