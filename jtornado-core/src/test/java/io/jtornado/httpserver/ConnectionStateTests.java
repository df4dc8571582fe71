package io.jtornado.httpserver;

import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.jtornado.httpserver.ConnectionState.CLOSED;
import static io.jtornado.httpserver.ConnectionState.CLOSING;
import static io.jtornado.httpserver.ConnectionState.DETACHED;
import static io.jtornado.httpserver.ConnectionState.HANDLING;
import static io.jtornado.httpserver.ConnectionState.READING_BODY;
import static io.jtornado.httpserver.ConnectionState.READING_HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

class ConnectionStateTests {

	@ParameterizedTest
	@EnumSource
	void movesAsItsDrawingSays(ConnectionState state) {
		Set<ConnectionState> next = switch (state) {
			case READING_HEADERS -> EnumSet.of(READING_BODY, HANDLING, CLOSING, CLOSED);
			case READING_BODY -> EnumSet.of(HANDLING, CLOSING, CLOSED);
			case HANDLING -> EnumSet.of(READING_HEADERS, DETACHED, CLOSING, CLOSED);
			case CLOSING -> EnumSet.of(CLOSED);
			case DETACHED, CLOSED -> EnumSet.noneOf(ConnectionState.class);
		};

		for (ConnectionState other : ConnectionState.values()) {
			assertThat(state.mayMoveTo(other)).as("%s to %s", state, other).isEqualTo(next.contains(other));
		}
	}

}
