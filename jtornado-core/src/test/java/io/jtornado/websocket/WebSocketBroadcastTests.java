package io.jtornado.websocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.web.Application;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

class WebSocketBroadcastTests {

	private final WebSocketBroadcast chat = new WebSocketBroadcast();

	private final List<WebSocketHandler> handlers = new ArrayList<>();

	private final WebSocketConversation first = WebSocketConversation.with(Application.builder()
		.add(url("/", ChatHandler.class, ChatHandler::new))
		.setting(WebSocketOptions.class,
				WebSocketOptions.DEFAULTS.withCompression(WebSocketCompression.DEFAULTS.withMinSize(100)))
		.accessLog(false)
		.build());

	private final List<WebSocketConversation> others = new ArrayList<>();

	/** Says to all what one has said. */
	class ChatHandler extends WebSocketHandler {

		@Override
		protected CompletionStage<?> open() {
			WebSocketBroadcastTests.this.handlers.add(this);
			WebSocketBroadcastTests.this.chat.join(this);
			WebSocketBroadcastTests.this.chat.join(this);
			return null;
		}

		@Override
		protected CompletionStage<?> onMessage(String message) {
			return WebSocketBroadcastTests.this.chat.publish(message);
		}

	}

	@AfterEach
	void close() {
		this.others.forEach(WebSocketConversation::close);
		this.first.close();
		assertThat(this.chat.size()).isZero();
	}

	private WebSocketConversation another(String... fields) {
		WebSocketConversation other = WebSocketConversation
			.with(this.first.connection().server(), this.first.connection().loop())
			.opened("/", fields);
		this.others.add(other);
		return other;
	}

	@Test
	void allHearWhatOneSays() {
		this.first.opened("/");
		WebSocketConversation second = another();
		assertThat(this.chat.size()).isEqualTo(2);
		this.first.send(ClientFrames.text("1"), ClientFrames.text("2"));
		second.send(ClientFrames.text("3"));
		WebSocketConversation late = another();
		this.first.send(ClientFrames.text("4"));

		assertThat(this.first.received()).containsExactly("TEXT 1", "TEXT 2", "TEXT 3", "TEXT 4");
		assertThat(second.received()).containsExactly("TEXT 1", "TEXT 2", "TEXT 3", "TEXT 4");
		assertThat(late.received()).containsExactly("TEXT 4");
	}

	@Test
	void messagesOfOneTurnLeaveInOneWrite() {
		this.first.opened("/");
		int before = this.first.connection().transport().writes();
		List<CompletableFuture<Void>> stages = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			stages.add(this.chat.publish("m" + i).toCompletableFuture());
		}

		assertThat(this.first.received()).hasSize(10).startsWith("TEXT m0").endsWith("TEXT m9");
		assertThat(this.first.connection().transport().writes() - before).isEqualTo(1);
		assertThat(stages).allSatisfy((stage) -> assertThat(stage).isCompleted());
	}

	@Test
	void whoLeavesOrEndsHearsNothing() {
		this.first.opened("/");
		WebSocketConversation second = another();
		WebSocketConversation third = another();
		this.chat.leave(this.handlers.get(1));
		this.chat.leave(this.handlers.get(1));
		this.handlers.get(2).close();
		assertThat(this.chat.size()).isEqualTo(1);
		this.chat.publish("x");

		assertThat(this.first.received()).containsExactly("TEXT x");
		assertThat(second.received()).isEmpty();
		assertThat(third.received()).containsExactly("CLOSE");
		this.chat.join(this.handlers.get(2));
		assertThat(this.chat.size()).isEqualTo(1);
	}

	@Test
	void whoDoesNotReadHoldsNobodyUp() {
		this.first.opened("/");
		WebSocketConversation slow = another();
		slow.connection().transport().takeOnly(0);
		String large = "x".repeat(99_000);
		for (int i = 0; i < 20; i++) {
			this.chat.publish(large);
			assertThat(this.first.received()).hasSize(1);
		}

		assertThat(this.first.stats().tooSlow()).isEqualTo(1);
		assertThat(this.chat.size()).isEqualTo(1);
	}

	@Test
	void aMessageIsCompressedOnceForAll() {
		this.first.opened("/", "Sec-WebSocket-Extensions: permessage-deflate");
		WebSocketConversation second = another("Sec-WebSocket-Extensions: permessage-deflate");
		WebSocketConversation plain = another();
		WebSocketMessage message = WebSocketMessage.of("y".repeat(1000));
		this.chat.publish(message);

		List<String> deflated = this.first.received();
		assertThat(deflated).singleElement().asString().startsWith("DEFLATED TEXT");
		assertThat(second.received()).isEqualTo(deflated);
		assertThat(plain.received()).containsExactly("TEXT " + "y".repeat(1000));
		WebSocketCompression how = WebSocketCompression.DEFAULTS.withMinSize(100);
		assertThat(message.deflated(how, (payload) -> {
			throw new AssertionError("Compressed again");
		})).isNotNull();
	}

	@Test
	void aMessageThatNoStreamMayHoldIsSentToNobody() {
		this.first.opened("/");
		WebSocketMessage large = WebSocketMessage.of(new byte[HTTPServerOptions.DEFAULTS.limits().maxBufferSize()]);

		assertThat(this.chat.publish(large).toCompletableFuture()).isCompletedExceptionally();
		assertThat(this.first.received()).isEmpty();
		assertThat(this.first.stats().refusedBroadcasts()).isEqualTo(1);
		this.chat.publish("x");
		assertThat(this.first.received()).containsExactly("TEXT x");
	}

	@Test
	void otherThreadsPublish() throws InterruptedException {
		this.first.opened("/");
		List<CompletableFuture<Void>> stages = new ArrayList<>();
		Thread other = new Thread(() -> {
			for (int i = 0; i <= WebSocketBroadcast.MOST; i++) {
				stages.add(this.chat.publish(WebSocketMessage.of(new byte[] { (byte) i })).toCompletableFuture());
			}
		});
		other.start();
		other.join();

		assertThat(stages.get(WebSocketBroadcast.MOST)).isCompletedExceptionally();
		assertThat(this.first.received()).hasSize(WebSocketBroadcast.MOST).startsWith("BINARY 00", "BINARY 01");
		assertThat(stages.subList(0, WebSocketBroadcast.MOST)).allSatisfy((stage) -> assertThat(stage).isCompleted());
		assertThat(this.chat.publish("again").toCompletableFuture()).isNotDone();
		assertThat(this.first.received()).containsExactly("TEXT again");
	}

	@Test
	void messagesOnTheirWayAreBoundedInBytesToo() {
		this.first.opened("/");
		WebSocketMessage large = WebSocketMessage.of(new byte[30 << 20]);

		assertThat(this.chat.publish(large).toCompletableFuture()).isNotDone();
		assertThat(this.chat.publish(large).toCompletableFuture()).isNotDone();
		assertThat(this.chat.publish(large).toCompletableFuture()).isCompletedExceptionally();
		assertThat(this.chat.publish("small").toCompletableFuture()).isNotDone();
		assertThat(this.first.stats().refusedBroadcasts()).isEqualTo(1);
		this.first.connection().advance(Duration.ZERO);
		assertThat(this.first.stats().sent()).isEqualTo(3);
		assertThat(this.chat.publish(WebSocketMessage.of(new byte[65 << 20])).toCompletableFuture()).isNotDone();
	}

	@Test
	void whoEndsBeforeItJoinsHearsNothing() {
		this.first.opened("/");
		this.first.send(ClientFrames.close(1000, ""));
		this.chat.join(this.handlers.get(0));

		assertThat(this.chat.size()).isZero();
		assertThat(this.chat.publish("x").toCompletableFuture()).isCompleted(); // there
																				// is no
																				// loop to
																				// go to
	}

	@Test
	void thousandsAreWrittenToInSeveralTurns() {
		this.first.opened("/");
		for (int i = 0; i < 600; i++) {
			another();
		}
		this.chat.publish("all");

		assertThat(this.first.received()).containsExactly("TEXT all");
		assertThat(this.others).allSatisfy((other) -> assertThat(other.received()).containsExactly("TEXT all"));
	}

}
