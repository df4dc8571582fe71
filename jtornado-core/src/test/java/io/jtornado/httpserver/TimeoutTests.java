package io.jtornado.httpserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Header 15 s, idle, body and write 60 s, half-close 10 s, linger 2 s. */
class TimeoutTests {

	private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final List<HTTPRequest> pending = new ArrayList<>();

	private final TestServer server = new TestServer(TestServer.keeping(this.pending, this::handle));

	private final List<TimeoutPhase> phases = new ArrayList<>();

	private final TestConnection client = this.server.connect();

	private void handle(HTTPRequest request) {
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[request.path().length() * 10_000 - 10_000]);
	}

	@BeforeEach
	void listen() {
		this.server.server().addListener(new HTTPServerListener() {
			@Override
			public void onTimeout(TimeoutPhase phase) {
				TimeoutTests.this.phases.add(phase);
			}
		});
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void closesAConnectionThatSendsNothing() {
		this.client.advance(Duration.ofSeconds(60).minusNanos(1));
		assertThat(this.client.closed()).isFalse();

		this.client.advance(Duration.ofNanos(1));
		assertThat(this.client.closed()).isTrue();
		assertThat(this.client.received()).isEmpty();
	}

	@Test
	void closesAConnectionThatIsIdleBehindAnAnswer() {
		this.client.advance(Duration.ofSeconds(50));
		assertThat(this.client.exchange(GET)).isNotEmpty();
		this.client.advance(Duration.ofSeconds(59));
		assertThat(this.client.closed()).isFalse();

		this.client.advance(SECOND);
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void emptyLinesDoNotKeepAConnection() {
		for (int i = 0; i < 6; i++) {
			this.client.advance(Duration.ofSeconds(10));
			this.client.transport().feed("\r\n");
		}

		this.client.received();
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void boundsTheTimeOfAHeadFromItsFirstByte() {
		this.client.advance(Duration.ofSeconds(50));
		for (int i = 0; i < 14; i++) {
			this.client.send(GET.substring(i, i + 1));
			this.client.advance(SECOND);
		}
		assertThat(this.client.received()).isEmpty();

		this.client.advance(SECOND);
		assertRefusedAsLate(TimeoutPhase.HEADER);
	}

	@Test
	void startsAnewForEveryHead() {
		for (int i = 0; i < 5; i++) {
			this.client.send(GET.substring(0, 10));
			this.client.advance(Duration.ofSeconds(14));
			assertThat(Answer.of(this.client.exchange(GET.substring(10))).status()).isEqualTo(200);
		}
	}

	@Test
	void waitsForABodyThatMakesProgress() {
		this.client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
		for (int i = 0; i < 20; i++) {
			this.client.advance(Duration.ofSeconds(59));
			this.client.send("x".repeat(50_000));
		}

		assertThat(Answer.of(this.client.received()).status()).isEqualTo(200);
	}

	@Test
	void refusesABodyThatStops() {
		this.client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx");
		this.client.advance(Duration.ofSeconds(59));
		assertThat(this.client.received()).isEmpty();

		this.client.advance(SECOND);
		assertRefusedAsLate(TimeoutPhase.BODY);
	}

	@Test
	void refusesABodyThatTricklesIn() {
		this.client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
		int seconds = 0;
		while (!this.client.outputEnded() && seconds < 1000) {
			this.client.advance(Duration.ofSeconds(10));
			this.client.send("x".repeat(2300));
			seconds += 10;
		}

		assertThat(seconds).isBetween(60, 80);
		assertRefusedAsLate(TimeoutPhase.BODY);
	}

	@Test
	void breaksOffWhenTheClientTakesNothing() {
		this.client.transport().takeOnly(1000);
		this.client.send("GET /xxxxxxxx HTTP/1.1\r\nHost: a\r\n\r\n");
		for (int i = 0; i < 5; i++) {
			this.client.advance(Duration.ofSeconds(59));
			this.client.transport().takeOnly(1);
			this.client.received();
		}
		assertThat(this.client.closed()).isFalse();

		this.client.advance(Duration.ofSeconds(60));
		assertThat(this.client.aborted()).isTrue();
		assertThat(this.phases).containsExactly(TimeoutPhase.WRITE);
	}

	@Test
	void leavesAClientAloneThatReadItsAnswerSlowly() {
		this.client.transport().takeOnly(1000);
		this.client.send("GET /xxxxxxxx HTTP/1.1\r\nHost: a\r\n\r\n");
		this.client.advance(Duration.ofSeconds(50));
		this.client.transport().takeOnly(1000);
		this.client.advance(Duration.ofSeconds(50));
		this.client.transport().takeOnly(Long.MAX_VALUE);
		this.client.received();

		this.client.advance(Duration.ofSeconds(59));
		assertThat(this.client.closed()).isFalse();
		this.client.advance(SECOND);
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void neverHurriesTheApplication() {
		this.client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
		this.client.advance(Duration.ofHours(10));
		assertThat(this.client.closed()).isFalse();

		TestServer.echo(this.pending.get(0));
		this.client.advance(Duration.ofSeconds(59));

		assertThat(Answer.of(this.client.received()).status()).isEqualTo(200);
		assertThat(this.client.closed()).isFalse();
	}

	@Test
	void givesUpAClientThatHasEndedItsSideIfNoAnswerBegins() {
		int[] gone = { 0 };
		this.client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
		this.pending.get(0).setCloseCallback(() -> gone[0]++);
		this.client.advance(Duration.ofHours(1));
		this.client.end();
		this.client.advance(Duration.ofSeconds(9));
		assertThat(this.client.closed()).isFalse();

		this.client.advance(SECOND);

		assertThat(this.client.closed()).isTrue();
		assertThat(gone[0]).isEqualTo(1);
		assertThat(this.pending.get(0).clientGone()).isTrue();
		assertThat(this.phases).containsExactly(TimeoutPhase.HALF_CLOSE);
	}

	@Test
	void waitsForAnAnswerThatHasBegunForAClientThatHasEndedItsSide() {
		this.client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
		this.client.end();
		this.client.advance(Duration.ofSeconds(9));
		this.pending.get(0).writeHeaders(ResponseStartLine.OK, new HTTPHeaders());
		this.client.advance(Duration.ofHours(1));
		this.pending.get(0).write("late");
		this.pending.get(0).finish();

		assertThat(Answer.of(this.client.received()).body()).isEqualTo("late");
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void closesForGoodWhenTheClientDoesNotNotice() {
		this.client.send("BAD\r\n");
		assertThat(this.client.outputEnded()).isTrue();
		assertThat(this.client.closed()).isFalse();
		this.client.advance(SECOND);
		this.client.send("still uploading");
		this.client.advance(SECOND);
		assertThat(this.client.closed()).isFalse();

		this.client.advance(SECOND);
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void lingersForAClientThatIsSlowToTakeItsAnswer() {
		this.client.transport().takeOnly(0);
		this.client.send("BAD\r\n");
		this.client.advance(SECOND.multipliedBy(40));
		this.client.transport().takeOnly(Long.MAX_VALUE);
		assertThat(this.client.received()).startsWith("HTTP/1.1 400 ");
		this.client.advance(SECOND);
		assertThat(this.client.closed()).isFalse();

		this.client.advance(SECOND);
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void keepsOneTimerForAllConnectionsAndNoneBehindThem() {
		long timers = timers();
		TestConnection other = this.server.connect();
		for (int i = 0; i < 10; i++) {
			other.send("GET / HTTP/1.1\r\nHo");
			other.send("st: a\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
			other.send("x");
		}
		assertThat(timers()).isEqualTo(timers);

		other.reset();
		assertThat(timers()).isEqualTo(timers);
		this.client.reset();
		assertThat(timers()).isEqualTo(timers - 1);
	}

	private long timers() {
		return this.server.loop().ioLoop().stats().timeouts();
	}

	private void assertRefusedAsLate(TimeoutPhase phase) {
		Answer answer = Answer.of(this.client.received());
		assertThat(answer.status()).isEqualTo(408);
		assertThat(answer.closes()).isTrue();
		assertThat(this.client.outputEnded()).isTrue();
		assertThat(this.phases).containsExactly(phase);
	}

}
