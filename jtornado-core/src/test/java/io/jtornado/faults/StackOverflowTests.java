package io.jtornado.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stack that ends within the engine, because a handler answers from the depth of a
 * recursion: at every depth the client gets a whole answer or sees the connection break,
 * and nothing of it is left.
 */
@Timeout(120)
class StackOverflowTests {

	private static final String DEEP = "GET /deep HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final String FINE = "GET /fine HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final int DISTANCES = 150;

	/** Room for some thousand calls. */
	private static final long STACK = 256 * 1024;

	private static final String SMALL = "s".repeat(10);

	private static final String LARGE = "L".repeat(20_000);

	/** How the handler answers. */
	enum Way {

		RESPOND, RESPOND_LARGE, RESPOND_AND_CLOSE, CHUNKED, LENGTH, ABORT

	}

	/** What it does when it runs out of stack. */
	enum Then {

		/** Nothing: the engine gets what is thrown. */
		THROWS,
		/** Answers once more, from where there is room. */
		ANSWERS,
		/** As if nothing had happened. */
		GOES_ON,
		/** Nothing, and it was a callback of the loop that had failed. */
		FAILS_LATER

	}

	/** Below 0: none, to have all classes initialized, which fails but once. */
	private int distance;

	private Way way = Way.RESPOND;

	private Then then = Then.THROWS;

	static Stream<Arguments> waysAndThens() {
		return Stream.of(Way.values())
			.flatMap((way) -> Stream.of(Then.values()).map((then) -> Arguments.of(way, then)));
	}

	private void handle(HTTPRequest request) {
		if (request.path().equals("/fine")) {
			respond(request, "fine");
		}
		else if (this.then == Then.FAILS_LATER) {
			request.ioLoop().addCallback(() -> dive(request));
		}
		else if (this.then == Then.THROWS) {
			dive(request);
		}
		else {
			answerNevertheless(request);
		}
	}

	private void answerNevertheless(HTTPRequest request) {
		try {
			dive(request);
		}
		catch (StackOverflowError ex) {
			try {
				if (this.then == Then.ANSWERS) {
					respond(request, "once more");
				}
				else {
					end(request);
				}
			}
			catch (IllegalStateException refused) {
				assertThat(refused).hasMessageNotContaining("cannot move");
			}
		}
	}

	private void dive(HTTPRequest request) {
		if (this.distance < 0) {
			answer(request);
		}
		else {
			StackDiver.act(this.distance, () -> answer(request));
		}
	}

	private void answer(HTTPRequest request) {
		switch (this.way) {
			case RESPOND -> respond(request, SMALL);
			case RESPOND_LARGE -> respond(request, LARGE);
			case RESPOND_AND_CLOSE -> request.respond(ResponseStartLine.OK, HTTPHeaders.of("Connection", "close"),
					SMALL.getBytes(StandardCharsets.US_ASCII));
			case CHUNKED -> {
				request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
				end(request);
			}
			case LENGTH -> {
				String length = Integer.toString(2 * SMALL.length() + LARGE.length());
				request.writeHeaders(ResponseStartLine.OK, HTTPHeaders.of("Content-Length", length));
				end(request);
			}
			case ABORT -> {
				request.writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
				request.flush();
				request.abort();
			}
		}
	}

	private static void end(HTTPRequest request) {
		request.write(SMALL);
		request.flush();
		request.write(LARGE);
		request.write(SMALL);
		request.finish();
	}

	private static void respond(HTTPRequest request, String text) {
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), text.getBytes(StandardCharsets.US_ASCII));
	}

	@ParameterizedTest
	@MethodSource("waysAndThens")
	void answersWholeOrBreaksOffAtEveryDepth(Way how, Then after) throws InterruptedException {
		this.way = how;
		this.then = after;
		List<Throwable> failures = new ArrayList<>();
		Thread thread = new Thread(null, this::tryAllDistances, "shallow", STACK);
		thread.setUncaughtExceptionHandler((any, failure) -> failures.add(failure));
		thread.start();
		thread.join();
		if (!failures.isEmpty()) {
			throw new CompletionException(failures.get(0));
		}
	}

	private void tryAllDistances() {
		try (QuietLog log = new QuietLog(); MemoryServer server = new MemoryServer(this::handle)) {
			TestConnection other = server.connect();
			this.distance = -1;
			server.connect().send(DEEP + FINE);
			for (this.distance = this.way.ordinal() % 2; this.distance < DISTANCES; this.distance += 2) {
				TestConnection client = server.connect();
				if (this.distance % 3 == 0) {
					client.transport().writeAtMost(7000);
				}
				client.send(FINE + DEEP + FINE);
				String received = client.received();
				assertThat(other.exchange(FINE)).as("another connection").endsWith("fine");
				assertWholeOrBroken(client, received);
			}
			server.told().events().clear();
		}
	}

	private void assertWholeOrBroken(TestConnection client, String received) {
		String what = "distance " + this.distance + ": " + received;
		AnswerText text = new AnswerText();
		text.add(received);
		String first = text.next();
		assertThat(first).as(what).isEqualTo(client.aborted() && first == null ? null : "200 fine");
		String second = text.next();
		String third = (second != null) ? text.next() : null;
		if (second != null) { // whole pieces; one that goes on begins again with the
								// first
			assertThat(second).as(what).matches("200 ((" + SMALL + ")|(" + LARGE + "))*|200 once more|500 .*\n");
		}
		if (third != null) {
			// An answer that ends in a callback has the next request served, as deep as
			// it is.
			assertThat(third).as(what).matches((this.then == Then.FAILS_LATER) ? "200 fine|500 .*\n" : "200 fine");
		}
		else if (!client.closed() && !client.outputEnded()) {
			// Nobody goes on: what has failed was not called by the connection.
			assertThat(this.then).as(what).isIn(Then.FAILS_LATER, Then.ANSWERS, Then.GOES_ON);
			assertThat(second).as(what).isNull();
		}
		assertThat(text.rest()).as(what).doesNotContain("HTTP/1.1 200 OK\r\n\r\n").doesNotContain("\r\nHTTP/1.1");
		assertThat(text.next()).isNull();
	}

}
