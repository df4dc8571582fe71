package io.jtornado.websocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.Limits;
import io.jtornado.iostream.StreamBuffers;
import io.jtornado.web.Application;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What waits for a client, and what is held for all. */
class SlowClientTests {

	private static final String KIB = "x".repeat(1024);

	private final List<String> events = new ArrayList<>();

	private WebSocketHandler handler;

	private WebSocketConversation client = open(SlowClient.CLOSE, HTTPServerOptions.DEFAULTS);

	private WebSocketConversation open(SlowClient policy, HTTPServerOptions options) {
		return WebSocketConversation
			.with(Application.builder().add(url("/", EchoHandler.class, () -> new EchoHandler(this.events) {

				@Override
				protected CompletionStage<?> open() {
					SlowClientTests.this.handler = this;
					return null;
				}

				@Override
				protected void onFinish() {
				}

			}))
				.setting(WebSocketOptions.class,
						WebSocketOptions.DEFAULTS.withPingInterval(Duration.ZERO)
							.withMaxQueued(100 * 1024)
							.withCompression(WebSocketCompression.DEFAULTS.withContextTakeover(true))
							.withSlowClient(policy))
				.accessLog(false)
				.build(), options);
	}

	private static HTTPServerOptions bounded(int one, long all) {
		Limits limits = HTTPServerOptions.DEFAULTS.limits();
		return HTTPServerOptions.DEFAULTS.withLimits(
				new Limits(limits.maxHeaderSize(), limits.maxHeaders(), Math.min(limits.maxBodySize(), one), one, all));
	}

	/** A client that does not read, of a server with such a policy. */
	private void stall(SlowClient policy) {
		this.client.close();
		this.client = open(policy, HTTPServerOptions.DEFAULTS).opened("/");
		this.client.connection().transport().takeOnly(0);
	}

	@AfterEach
	void close() {
		this.client.close();
		assertThat(StreamBuffers.of(this.client.connection().loop().ioLoop()).heldWrite().get()).isZero();
	}

	private CompletableFuture<Void> write(String message) {
		return this.handler.writeMessage(message).toCompletableFuture();
	}

	@Test
	void theStageOfAMessageWaitsForTheClient() {
		stall(SlowClient.CLOSE);
		CompletableFuture<Void> first = write(KIB);
		assertThat(first).isCompleted();
		CompletableFuture<Void> last = first;
		for (int i = 0; i < 40; i++) {
			last = write(KIB);
		}
		assertThat(last).isNotDone();

		this.client.connection().transport().takeOnly(Long.MAX_VALUE);
		assertThat(this.client.received()).hasSize(41);
		assertThat(last).isCompleted();
	}

	@Test
	void anEchoDoesNotReadFasterThanItIsRead() {
		stall(SlowClient.CLOSE);
		for (int i = 0; i < 500; i++) {
			this.client.send(ClientFrames.text(KIB));
		}
		assertThat(this.client.stats().received()).isLessThan(60);

		this.client.connection().transport().takeOnly(Long.MAX_VALUE);
		assertThat(this.client.received()).hasSize(500);
		assertThat(this.events).isEmpty();
	}

	@Test
	void whoWritesAndDoesNotWaitHasHisClientClosed() {
		stall(SlowClient.CLOSE);
		CompletableFuture<Void> last = write(KIB);
		for (int i = 0; i < 100; i++) {
			last = write(KIB);
		}

		assertThat(last).isCompletedExceptionally();
		assertThat(this.client.stats().tooSlow()).isEqualTo(1);
		assertThat(this.client.connection().stream().pending()).isLessThan(101 * 1024);
		this.client.connection().transport().takeOnly(Long.MAX_VALUE);
		assertThat(this.client.received()).hasSizeLessThan(101).endsWith("CLOSE 1013 too slow");
	}

	@Test
	void aClientThatIsClosedForItHasFiveSeconds() {
		stall(SlowClient.CLOSE);
		for (int i = 0; i < 101; i++) {
			write(KIB);
		}
		this.client.connection().advance(Duration.ofSeconds(6));

		assertThat(this.client.connection().closed()).isTrue();
		assertThat(this.events).containsExactly("close 1006 too slow");
	}

	@Test
	void whatWasWrittenBeforeACloseIsTakenAtTheClientsPace() {
		stall(SlowClient.CLOSE);
		write("z".repeat(80_000));
		this.handler.close(1000, "");
		StringBuilder all = new StringBuilder();
		for (int i = 0; i < 10; i++) {
			this.client.connection().transport().takeOnly(9_000);
			this.client.connection().advance(Duration.ofSeconds(4));
			this.client.received().forEach(all::append);
		}

		assertThat(all.toString()).endsWith("zCLOSE 1000");
		assertThat(this.client.connection().closed()).isFalse();
		this.client.connection().advance(Duration.ofSeconds(6));
		assertThat(this.client.connection().closed()).isTrue();
	}

	@Test
	void halfAFrameNeverLeaves() {
		this.client.close();
		this.client = open(SlowClient.REFUSE, bounded(101_024, 0)).opened("/");
		this.client.connection().transport().takeOnly(0);
		List<WebSocketMessage> messages = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			messages.add(WebSocketMessage.of("p".repeat(7_000)));
		}
		this.handler.session().write(messages);
		this.client.connection().transport().takeOnly(Long.MAX_VALUE);

		assertThat(this.client.received()).isNotEmpty().allMatch(("TEXT " + "p".repeat(7_000))::equals);
		write("whole");
		assertThat(this.client.received()).containsExactly("TEXT whole");
	}

	@Test
	void messagesAreDropped() {
		stall(SlowClient.DROP);
		CompletableFuture<Void> last = write(KIB);
		for (int i = 0; i < 200; i++) {
			last = write(KIB);
		}

		assertThat(last).isCompleted();
		this.client.connection().transport().takeOnly(Long.MAX_VALUE);
		int came = this.client.received().size();
		assertThat(came).isBetween(90, 100);
		assertThat(this.client.stats().dropped()).isEqualTo(201 - came);
		write("again");
		assertThat(this.client.received()).containsExactly("TEXT again");
	}

	@Test
	void messagesAreRefused() {
		stall(SlowClient.REFUSE);
		for (int i = 0; i < 99; i++) {
			write(KIB);
		}

		assertThat(write(KIB)).isCompletedExceptionally();
		assertThat(this.client.stats().dropped()).isEqualTo(1);
		assertThat(this.events).isEmpty();
	}

	@Test
	void aMessageLargerThanTheQueueIsSentIfNothingWaits() {
		this.client.opened("/");
		write("y".repeat(300_000));

		assertThat(this.client.received()).containsExactly("TEXT " + "y".repeat(300_000));
	}

	@Test
	void aMessageLargerThanAStreamMayHoldIsRefused() {
		this.client.close();
		this.client = open(SlowClient.CLOSE, bounded(101_024, 0)).opened("/");

		assertThatIllegalStateException().isThrownBy(() -> write("y".repeat(100_001)))
			.withMessageContaining("max-buffer-size");
		assertThat(this.client.received()).isEmpty();
	}

	@Test
	void pingsLeaveRoomForTheEnd() {
		this.client.close();
		this.client = open(SlowClient.REFUSE, bounded(70_000, 0)).opened("/");
		this.client.connection().transport().takeOnly(0);
		write("q".repeat(60_000));
		for (int i = 0; i < 1000; i++) {
			this.handler.ping(new byte[125]);
		}
		this.handler.close(1000, "x".repeat(120));
		this.client.connection().transport().takeOnly(Long.MAX_VALUE);

		assertThat(this.client.received()).startsWith("TEXT " + "q".repeat(60_000))
			.endsWith("CLOSE 1000 " + "x".repeat(120));
	}

	@Test
	void aStreamThatMayHoldNextToNothingIsAskedAllTheSame() {
		this.client.close();
		this.client = open(SlowClient.REFUSE, bounded(500, 0)).opened("/");
		this.handler.ping(new byte[] { 'x' });

		assertThat(this.client.received()).containsExactly("PING x");
	}

	@Test
	void nothingIsKeptForAClientWhoseDepartureAWriteFinds() {
		this.client.close();
		this.client = open(SlowClient.CLOSE, bounded(70_000, 0));
		this.client.opened("/", "Sec-WebSocket-Extensions: permessage-deflate");
		this.client.connection().transport().reset();
		List<WebSocketMessage> messages = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			messages.add(WebSocketMessage.of("p".repeat(7_000)));
		}

		assertThat(this.handler.session().write(messages).toCompletableFuture()).isCompletedExceptionally();
		assertThat(this.client.stats().tooSlow()).isZero();
		assertThat(this.client.stats().contexts()).isZero();
	}

	@Test
	void oneOfManyPingsIsAnsweredWhenTheClientDoesNotRead() {
		stall(SlowClient.CLOSE);
		write("x".repeat(40_000));
		for (int i = 0; i < 10_000; i++) {
			this.client.send(ClientFrames.ping("" + i));
		}
		assertThat(this.client.connection().stream().pending()).isLessThan(41_000);

		this.client.connection().transport().takeOnly(Long.MAX_VALUE);
		assertThat(this.client.received()).containsExactly("TEXT " + "x".repeat(40_000), "PONG 9999");
	}

	@Test
	void messagesInPiecesAreHeldWithinTheBoundOfAll() {
		this.client.close();
		this.client = open(SlowClient.CLOSE, bounded(1 << 20, 1 << 20)).opened("/");
		List<WebSocketConversation> others = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			WebSocketConversation other = WebSocketConversation
				.with(this.client.connection().server(), this.client.connection().loop())
				.opened("/");
			others.add(other);
			other.send(ClientFrames.frame(Opcode.BINARY, new byte[100_000]));
		}

		assertThat(this.client.stats().held()).isBetween(500_000L, 1L << 20);
		assertThat(this.client.stats().refusedMemory()).isPositive();
		assertThat(others.get(19).received()).containsExactly("CLOSE 1013 out of memory for messages");
		assertThat(others.get(0).exchange(ClientFrames.frame(ClientFrames.FIN, new byte[1]))).hasSize(1);
		others.forEach((other) -> other.connection().reset());
		assertThat(this.client.stats().held()).isZero();
	}

	@Test
	void whatIsUnsentIsWithinTheBoundOfAllToo() {
		this.client.close();
		this.client = open(SlowClient.CLOSE, bounded(200_000, 200_000)).opened("/");
		List<WebSocketConversation> others = new ArrayList<>();
		List<WebSocketHandler> handlers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			others.add(WebSocketConversation.with(this.client.connection().server(), this.client.connection().loop())
				.opened("/"));
			handlers.add(this.handler);
		}
		for (int i = 0; i < 10; i++) {
			others.get(i).connection().transport().takeOnly(0);
			for (int j = 0; j < 50; j++) {
				handlers.get(i).writeMessage(KIB);
			}
		}

		assertThat(StreamBuffers.of(this.client.connection().loop().ioLoop()).heldWrite().get()).isLessThan(220_000);
		assertThat(this.client.stats().tooSlow()).isPositive();
		others.forEach((other) -> other.connection().reset());
	}

	@Test
	void whatIsLargeIsWithinTheBoundOfAllThoughNothingWaitsBefore() {
		this.client.close();
		this.client = open(SlowClient.DROP, bounded(200_000, 200_000)).opened("/");
		List<WebSocketConversation> others = new ArrayList<>();
		List<WebSocketHandler> handlers = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			others.add(WebSocketConversation.with(this.client.connection().server(), this.client.connection().loop())
				.opened("/"));
			handlers.add(this.handler);
			others.get(i).connection().transport().takeOnly(0);
		}
		handlers.forEach((one) -> one.writeMessage("w".repeat(60_000)));

		assertThat(StreamBuffers.of(this.client.connection().loop().ioLoop()).heldWrite().get()).isLessThan(270_000);
		assertThat(this.client.stats().dropped()).isGreaterThan(10);
		others.forEach((other) -> other.connection().reset());
	}

	@Test
	void anIdleSessionHoldsNothing() {
		List<WebSocketConversation> all = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			WebSocketConversation one = WebSocketConversation
				.with(this.client.connection().server(), this.client.connection().loop())
				.opened("/");
			all.add(one);
			one.send(ClientFrames.frame(Opcode.TEXT, "Hel"));
			assertThat(one.exchange(ClientFrames.frame(ClientFrames.FIN, "lo"))).containsExactly("TEXT Hello");
		}
		StreamBuffers buffers = StreamBuffers.of(this.client.connection().loop().ioLoop());

		assertThat(this.client.stats().open()).isEqualTo(2000);
		assertThat(this.client.stats().held()).isZero();
		assertThat(buffers.heldRead().get()).isZero();
		assertThat(buffers.heldWrite().get()).isZero();
		all.forEach(WebSocketConversation::close);
	}

}
