package io.jtornado.programs.errors;

import io.jtornado.spring.Handler;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;

@Handler("/seats/{number}")
class SeatHandler extends RequestHandler {

	void put(int number) {
		if (number > 100) {
			throw new HTTPException(404); // not logged
		}
		if (number == 13) {
			throw new HTTPException(409, "seat 13 is asked for again") // for the log
				.withReason("The seat is taken"); // for the client
		}
		if (number == 0) {
			throw new IllegalStateException("no seat 0"); // 500, logged with its stack
		}
	}

}
