package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

import io.jtornado.web.Application;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static io.jtornado.websocket.ClientFrames.FIN;
import static org.assertj.core.api.Assertions.assertThat;

/** Handlers that talk to each other, and when they are called. */
class HandlerCallsTests {

	private final List<String> events = new ArrayList<>();

	private final List<WebSocketHandler> members = new ArrayList<>();

	private CompletionStage<?> preparing;

	private CompletionStage<?> opening;

	private BiFunction<WebSocketHandler, String, CompletionStage<?>> answering = (handler, message) -> null;

	private final WebSocketConversation first = WebSocketConversation
		.with(Application.builder().add(url("/", MemberHandler.class, MemberHandler::new)).accessLog(false).build());

	private final List<WebSocketConversation> others = new ArrayList<>();

	class MemberHandler extends WebSocketHandler {

		@Override
		protected @Nullable CompletionStage<?> prepareAsync() {
			return HandlerCallsTests.this.preparing;
		}

		@Override
		protected @Nullable CompletionStage<?> open() {
			HandlerCallsTests.this.members.add(this);
			return HandlerCallsTests.this.opening;
		}

		@Override
		protected void onFinish() {
			HandlerCallsTests.this.events.add("finish");
		}

		@Override
		protected @Nullable CompletionStage<?> onMessage(String message) {
			HandlerCallsTests.this.events.add((message.length() > 100) ? "large" : message);
			return HandlerCallsTests.this.answering.apply(this, message);
		}

		@Override
		protected void onPong(ByteBuffer data) {
			HandlerCallsTests.this.events.add("pong");
		}

		@Override
		protected void onClose(int code, String reason) {
			HandlerCallsTests.this.members.remove(this);
			HandlerCallsTests.this.events.add("close " + code);
			HandlerCallsTests.this.members.forEach((member) -> member.writeMessage("left"));
		}

		@Override
		protected void logException(Throwable failure) {
			HandlerCallsTests.this.events.add("logged " + failure);
		}

	}

	@AfterEach
	void close() {
		this.others.forEach(WebSocketConversation::close);
		this.first.close();
	}

	private WebSocketConversation another() {
		WebSocketConversation other = WebSocketConversation
			.with(this.first.connection().server(), this.first.connection().loop())
			.opened("/");
		this.others.add(other);
		return other;
	}

	@Test
	void onCloseNeverComesInsideOfACall() {
		this.answering = (handler, message) -> {
			this.members.forEach((member) -> member.writeMessage(message));
			return null;
		};
		this.first.opened("/");
		WebSocketConversation talking = another();
		WebSocketConversation third = another();
		this.first.connection().stream().pause(); // so that the reset is found by a write
		this.first.connection().transport().reset();
		third.connection().stream().pause();
		third.connection().transport().reset();

		assertThat(talking.exchange(ClientFrames.text("hello"))).contains("TEXT hello").doesNotContain("CLOSE 1011");
		assertThat(this.events).contains("hello", "close 1006").noneMatch((event) -> event.startsWith("logged"));
	}

	@Test
	void aStageOfAnotherOneThatHasClosedIsNoFailure() {
		this.answering = (handler,
				message) -> CompletableFuture.allOf(new ArrayList<>(this.members).stream()
					.map((member) -> member.writeMessage(message).toCompletableFuture())
					.toArray(CompletableFuture<?>[]::new));
		this.first.opened("/");
		WebSocketConversation talking = another();
		this.members.get(0).close();

		assertThat(talking.exchange(ClientFrames.text("1"), ClientFrames.text("2"))).containsExactly("TEXT 1",
				"TEXT 2");
		assertThat(this.events).contains("1", "2").noneMatch((event) -> event.startsWith("logged"));
	}

	@Test
	void whatFailsBehindACloseLeavesItsEndInOrder() {
		CompletableFuture<String> gate = new CompletableFuture<>();
		this.answering = (handler, message) -> gate;
		this.first.opened("/");
		this.first.send(ClientFrames.text("1"));
		this.members.get(0).close(4000, "");
		gate.completeExceptionally(new IllegalStateException("late"));
		assertThat(this.first.exchange(ClientFrames.pong("x"))).containsExactly("CLOSE 4000");
		this.first.send(ClientFrames.close(4000, ""));

		assertThat(this.events).containsExactly("finish", "1", "logged java.lang.IllegalStateException: late",
				"close 4000");
	}

	@Test
	void messagesComeBehindOnFinish() {
		CompletableFuture<String> prepared = new CompletableFuture<>();
		this.preparing = prepared;
		this.first.send(WebSocketConversation.handshake("/"), ClientFrames.text("early"));
		assertThat(this.events).isEmpty();

		prepared.complete("ready");
		this.first.connection().loop().runUntilIdle();
		assertThat(this.events).containsExactly("finish", "early");
	}

	@Test
	void whatComesWhileOpenWaitsHoldsTheClientBack() {
		CompletableFuture<String> ready = new CompletableFuture<>();
		this.opening = ready;
		byte[] large = ClientFrames.frame(FIN | Opcode.TEXT, "x".repeat(300_000));
		this.first.send(WebSocketConversation.handshake("/"), ClientFrames.text("early"), large);
		assertThat(this.first.connection().closed()).isFalse();
		assertThat(this.first.connection().stream().waiting()).isLessThan(128 * 1024);

		ready.complete("ready");
		this.first.connection().loop().runUntilIdle();
		assertThat(this.events).containsExactly("finish", "early", "large");
	}

	@Test
	void manySmallMessagesLeaveOthersTheirTurn() {
		this.first.opened("/");
		byte[][] many = new byte[5_000][];
		Arrays.fill(many, ClientFrames.text(""));
		this.first.connection().transport().feed(ClientFrames.join(many));
		long before = 0;
		long most = 0;
		for (int turns = 0; turns < 200; turns++) {
			this.first.connection().loop().ioLoop().runOnce();
			most = Math.max(most, this.first.stats().received() - before);
			before = this.first.stats().received();
		}

		assertThat(before).isEqualTo(5_000);
		assertThat(most).isLessThanOrEqualTo(256);
	}

}
