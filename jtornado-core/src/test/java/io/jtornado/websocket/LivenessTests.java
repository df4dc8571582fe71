package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.web.Application;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Pings, and clients that are not there any more. */
class LivenessTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final List<String> events = new ArrayList<>();

	private final CompletableFuture<String> gate = new CompletableFuture<>();

	private WebSocketHandler handler;

	private WebSocketConversation client = open(
			WebSocketOptions.DEFAULTS.withPingInterval(Duration.ofSeconds(20)).withPingTimeout(Duration.ofSeconds(8)));

	private WebSocketConversation open(WebSocketOptions options) {
		return WebSocketConversation
			.with(Application.builder().add(url("/", EchoHandler.class, () -> new EchoHandler(this.events) {

				@Override
				protected CompletionStage<?> open() {
					LivenessTests.this.handler = this;
					return null;
				}

				@Override
				protected CompletionStage<?> onMessage(String message) {
					return LivenessTests.this.gate;
				}

				@Override
				protected void onPong(ByteBuffer data) {
					this.events.add("pong");
				}

				@Override
				protected void onFinish() {
				}

			})).setting(WebSocketOptions.class, options).accessLog(false).build());
	}

	private void reopen(WebSocketOptions options) {
		this.client.close();
		this.client = open(options);
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	/** Second by second, as time goes; returns what has come meanwhile. */
	private List<String> pass(int seconds) {
		List<String> frames = new ArrayList<>();
		for (int i = 0; i < seconds; i++) {
			this.client.connection().advance(SECOND);
			frames.addAll(this.client.received());
		}
		return frames;
	}

	@Test
	void aClientThatAnswersIsAskedAgainAndAgain() {
		this.client.opened("/");
		assertThat(pass(19)).isEmpty();
		for (int i = 0; i < 10; i++) {
			assertThat(pass(3)).containsExactly("PING");
			this.client.send(ClientFrames.pong(""));
			assertThat(pass(17)).isEmpty();
		}
		assertThat(this.events).hasSize(10).containsOnly("pong");
	}

	@Test
	void aClientThatDoesNotAnswerIsToldAndDropped() {
		this.client.opened("/");
		assertThat(pass(22)).containsExactly("PING");
		assertThat(pass(5)).isEmpty();
		assertThat(pass(2)).containsExactly("CLOSE 1000 ping timed out");
		assertThat(this.client.stats().pingTimeouts()).isEqualTo(1);

		assertThat(pass(6)).isEmpty();
		assertThat(this.client.connection().closed()).isTrue();
		assertThat(this.events).containsExactly("close 1006 ping timed out");
	}

	@Test
	void anUnaskedPongIsNoAnswer() {
		this.client.opened("/");
		this.client.send(ClientFrames.pong("early"));
		assertThat(pass(22)).containsExactly("PING");

		assertThat(pass(10)).containsExactly("CLOSE 1000 ping timed out");
	}

	@Test
	void withoutAnIntervalThereAreNoPings() {
		reopen(WebSocketOptions.DEFAULTS.withPingInterval(Duration.ZERO));
		this.client.opened("/");

		assertThat(pass(1000)).isEmpty();
		assertThat(this.client.connection().closed()).isFalse();
	}

	@Test
	void aPongThatCannotBeReadBecauseTheHandlerIsAtWorkIsNotMissed() {
		this.client.opened("/");
		this.client.send(ClientFrames.text("wait"));
		assertThat(pass(22)).containsExactly("PING");
		this.client.send(ClientFrames.pong(""));
		assertThat(pass(60)).hasSize(3).containsOnly("PING"); // a write finds who has
																// gone
		assertThat(this.events).isEmpty();

		this.gate.complete("done");
		assertThat(pass(19)).doesNotContain("CLOSE 1000 ping timed out");
		assertThat(this.events).containsExactly("pong");
	}

	@Test
	void aClientInTheMidstOfALongFrameCannotAnswerYet() {
		this.client.opened("/");
		this.client.send(ClientFrames.head(ClientFrames.FIN | Opcode.BINARY, 1000));
		assertThat(pass(22)).containsExactly("PING");
		for (int i = 0; i < 30; i++) {
			this.client.send(new byte[1]);
			assertThat(pass(1)).isEmpty();
		}
		assertThat(pass(12)).containsExactly("CLOSE 1000 ping timed out");
	}

	@Test
	void aClientThatTakesNothingIsDropped() {
		reopen(WebSocketOptions.DEFAULTS.withPingInterval(Duration.ZERO));
		this.client.opened("/");
		this.client.connection().transport().takeOnly(0);
		this.handler.writeMessage("unread");
		assertThat(pass(59)).isEmpty();
		assertThat(this.client.connection().closed()).isFalse();

		pass(25);
		assertThat(this.client.connection().closed()).isTrue();
		assertThat(this.events).containsExactly("close 1006 ping timed out");
		assertThat(this.client.stats().pingTimeouts()).isEqualTo(1);
	}

	@Test
	void aClientThatReadsSlowlyIsNotAsked() {
		this.client.opened("/");
		this.client.connection().transport().takeOnly(0);
		this.handler.writeMessage("x".repeat(1000));
		for (int i = 0; i < 60; i++) {
			this.client.connection().transport().takeOnly(10);
			this.client.connection().advance(SECOND);
		}
		assertThat(this.client.connection().closed()).isFalse();
		this.client.connection().transport().takeOnly(Long.MAX_VALUE);
		assertThat(pass(23)).containsExactly("TEXT " + "x".repeat(1000), "PING");
	}

	@Test
	void aPingBehindMuchThatTheSystemHasTakenMayBeAnsweredLater() {
		this.client.opened("/");
		this.handler.writeMessage(new byte[640 * 1024]);
		assertThat(pass(22)).hasSize(2).endsWith("PING");
		assertThat(pass(40)).isEmpty();
		this.client.send(ClientFrames.pong(""));
		assertThat(pass(14)).containsExactly("PING", "CLOSE 1000 ping timed out");
	}

	@Test
	void aMessageThatDoesNotGoOnEndsIt() {
		this.client.opened("/");
		this.client.send(ClientFrames.frame(Opcode.BINARY, new byte[10_000]));
		List<String> frames = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			frames.addAll(pass(10));
		}

		assertThat(frames).contains("PING").endsWith("CLOSE 1000 ping timed out");
		reopen(WebSocketOptions.DEFAULTS.withPingInterval(Duration.ZERO));
		this.client.opened("/");
		this.client.send(ClientFrames.frame(Opcode.BINARY, new byte[10_000]));
		assertThat(pass(90)).containsExactly("CLOSE 1008 message stalled");
		assertThat(this.client.stats().stalled()).isEqualTo(1);
		assertThat(this.client.stats().held()).isZero();
	}

	@Test
	void oneTimerIsForAll() {
		long before = this.client.connection().loop().ioLoop().stats().timeouts();
		List<WebSocketConversation> others = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			others.add(WebSocketConversation.with(this.client.connection().server(), this.client.connection().loop())
				.opened("/"));
		}

		assertThat(this.client.stats().open()).isEqualTo(100);
		assertThat(this.client.connection().loop().ioLoop().stats().timeouts() - before).isLessThanOrEqualTo(2);
		others.forEach(WebSocketConversation::close);
		assertThat(this.client.stats().open()).isZero();
	}

}
