package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.jtornado.httpserver.DrainReport;
import io.jtornado.web.Application;
import io.jtornado.web.HandlerDefinitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static io.jtornado.websocket.ClientFrames.FIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WebSocketSessionTests {

	private final List<String> events = new ArrayList<>();

	private Function<String, CompletionStage<?>> answering = (message) -> null;

	private CompletionStage<?> opening;

	private WebSocketHandler handler;

	private final WebSocketConversation client = WebSocketConversation.with(Application.builder()
		.add(url("/echo", EchoHandler.class, () -> new EchoHandler(this.events)),
				url("/deaf", DeafHandler.class, DeafHandler::new), url("/", Listening.class, Listening::new))
		.setting(WebSocketOptions.class, WebSocketOptions.DEFAULTS.withMaxMessageSize(1024))
		.accessLog(false)
		.build());

	/** Does what the test says. */
	class Listening extends WebSocketHandler {

		@Override
		protected CompletionStage<?> open() {
			WebSocketSessionTests.this.handler = this;
			return WebSocketSessionTests.this.opening;
		}

		@Override
		protected CompletionStage<?> onMessage(String message) {
			WebSocketSessionTests.this.events.add(message);
			return WebSocketSessionTests.this.answering.apply(message);
		}

		@Override
		protected CompletionStage<?> onMessage(ByteBuffer message) {
			assertThat(message.isReadOnly()).isTrue();
			String text = StandardCharsets.ISO_8859_1.decode(message).toString();
			WebSocketSessionTests.this.events.add("bytes " + text);
			return WebSocketSessionTests.this.answering.apply(text);
		}

		@Override
		protected void onPing(ByteBuffer data) {
			WebSocketSessionTests.this.events.add("ping " + StandardCharsets.US_ASCII.decode(data));
		}

		@Override
		protected void onPong(ByteBuffer data) {
			WebSocketSessionTests.this.events.add("pong " + StandardCharsets.US_ASCII.decode(data));
		}

		@Override
		protected void onClose(int code, String reason) {
			WebSocketSessionTests.this.events.add(("close " + code + " " + reason).strip());
		}

		@Override
		protected void logException(Throwable failure) {
			WebSocketSessionTests.this.events.add("logged " + failure.getMessage());
		}

	}

	/** Takes no messages. */
	static class DeafHandler extends WebSocketHandler {

	}

	@AfterEach
	void close() {
		this.client.close();
		assertThat(this.client.stats().open()).as("open sessions").isZero();
	}

	@Test
	void answersTextAndBytes() {
		this.client.opened("/echo");

		assertThat(this.client.exchange(ClientFrames.text("Hello"))).containsExactly("TEXT Hello");
		assertThat(this.client.exchange(ClientFrames.text("ü€𝄞"), ClientFrames.binary((byte) 1, (byte) -1)))
			.containsExactly("TEXT ü€𝄞", "BINARY 01ff");
		assertThat(this.client.exchange(ClientFrames.text(""))).containsExactly("TEXT ");
		assertThat(this.client.stats().received()).isEqualTo(4);
		assertThat(this.client.stats().sent()).isEqualTo(4);
	}

	@Test
	void putsFragmentsTogetherAndAnswersPingsInTheirMidst() {
		this.client.opened("/");

		assertThat(this.client.exchange(ClientFrames.frame(Opcode.TEXT, "Hel"), ClientFrames.ping("now")))
			.containsExactly("PONG now");
		this.client.send(ClientFrames.frame(0, ""));
		this.client.send(ClientFrames.frame(FIN, "lo"));
		this.client.send(ClientFrames.frame(Opcode.BINARY, "a"), ClientFrames.frame(FIN, "b"));
		assertThat(this.events).containsExactly("ping now", "Hello", "bytes ab");
		assertThat(this.client.stats().held()).isZero();
	}

	@Test
	void takesMessagesByteByByte() {
		this.client.opened("/echo");
		this.client.connection().transport().readAtMost(1);
		this.client.connection().transport().writeAtMost(1);

		assertThat(this.client.exchange(ClientFrames.text("ü€"), ClientFrames.frame(Opcode.TEXT, "a"),
				ClientFrames.frame(FIN, "b")))
			.containsExactly("TEXT ü€", "TEXT ab");
	}

	@Test
	void aMessageWaitsForTheStageOfTheOneBefore() {
		CompletableFuture<String> first = new CompletableFuture<>();
		this.answering = (message) -> message.equals("1") ? first : null;
		this.client.opened("/");
		this.client.send(ClientFrames.text("1"), ClientFrames.text("2"), ClientFrames.ping("x"));
		this.client.send(ClientFrames.text("3"));

		assertThat(this.events).containsExactly("1");
		assertThat(this.client.received()).isEmpty();

		first.complete("done");
		assertThat(this.client.received()).containsExactly("PONG x");
		assertThat(this.events).containsExactly("1", "2", "ping x", "3");
	}

	@Test
	void readingStopsWhileAMessageIsServed() {
		CompletableFuture<String> first = new CompletableFuture<>();
		this.answering = (message) -> first;
		this.client.opened("/");
		this.client.send(ClientFrames.text("1"));
		for (int i = 0; i < 100; i++) {
			this.client.send(ClientFrames.frame(FIN | Opcode.BINARY, new byte[1000]));
		}
		assertThat(this.client.connection().stream().waiting()).isBetween(1, 16 * 1024);

		this.answering = (message) -> null;
		first.complete("done");
		this.client.received();
		assertThat(this.events).hasSize(101);
	}

	@Test
	void messagesWaitForTheStageOfOpen() {
		CompletableFuture<String> ready = new CompletableFuture<>();
		this.opening = ready;
		this.client.opened("/");
		this.client.send(ClientFrames.text("1"));
		assertThat(this.events).isEmpty();

		ready.complete("ready");
		this.client.received();
		assertThat(this.events).containsExactly("1");
	}

	@Test
	void anUnfinishedStageOfOpenFailingEndsIt() {
		this.opening = CompletableFuture.failedFuture(new IllegalStateException("no room"));
		this.client.opened("/");

		assertThat(this.client.received()).containsExactly("CLOSE 1011");
		assertThat(this.events).containsExactly("logged no room", "close 1006");
		assertThat(this.client.connection().outputEnded()).isTrue();
	}

	@Test
	void whatAHandlerThrowsEndsIt() {
		this.answering = (message) -> {
			throw new IllegalStateException("oops");
		};
		this.client.opened("/");

		assertThat(this.client.exchange(ClientFrames.text("1"), ClientFrames.text("2"))).containsExactly("CLOSE 1011");
		assertThat(this.events).containsExactly("1", "logged oops", "close 1006");
		assertThat(this.client.connection().outputEnded()).isTrue();
		this.client.connection().end();
		assertThat(this.client.connection().closed()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "1000, bye, 1000", "1001,, 1001", "3000, x, 3000", "4999, x, 4999", "1014, x, 1014", "999, x, 1002",
			"1004, x, 1002", "1005, x, 1002", "1006, x, 1002", "1015, x, 1002", "2999, x, 1002", "5000, x, 1002",
			"0, x, 1002" })
	void theCodeOfTheClientComesBackUnlessItIsIllegal(int code, String reason, int answer) {
		String text = (reason != null) ? reason : "";
		this.client.opened("/");

		assertThat(this.client.exchange(ClientFrames.close(code, text))).singleElement()
			.asString()
			.startsWith("CLOSE " + answer);
		if (answer == code) {
			assertThat(this.events).containsExactly(("close " + code + " " + text).strip());
			assertThat(this.client.connection().closed()).isTrue();
		}
		else {
			assertThat(this.events).containsExactly("close 1006 illegal close code");
			assertThat(this.client.connection().outputEnded()).isTrue();
		}
	}

	@Test
	void anEmptyCloseComesBackEmpty() {
		this.client.opened("/");

		assertThat(this.client.exchange(ClientFrames.frame(FIN | Opcode.CLOSE, ""))).containsExactly("CLOSE");
		assertThat(this.events).containsExactly("close 1005");
		assertThat(this.client.connection().closed()).isTrue();
	}

	@Test
	void aCloseOfOneByteIsIllegal() {
		this.client.opened("/");

		assertThat(this.client.exchange(ClientFrames.frame(FIN | Opcode.CLOSE, "x")))
			.containsExactly("CLOSE 1002 illegal close code");
	}

	@Test
	void aReasonThatIsNotTextIsIllegal() {
		this.client.opened("/");

		assertThat(this.client.exchange(ClientFrames.close(1000, new byte[] { (byte) 0xff }))).singleElement()
			.asString()
			.startsWith("CLOSE 1007");
	}

	@Test
	void whatCameBeforeACloseIsAnsweredAndNothingBehindIt() {
		CompletableFuture<String> first = new CompletableFuture<>();
		this.answering = (message) -> message.equals("1") ? first.thenCompose(this.handler::writeMessage)
				: this.handler.writeMessage(message);
		this.client.opened("/");
		this.client.send(ClientFrames.text("1"), ClientFrames.text("2"), ClientFrames.close(1000, ""),
				ClientFrames.text("3"), ClientFrames.ping("x"));
		first.complete("one");

		assertThat(this.client.received()).containsExactly("TEXT one", "TEXT 2", "CLOSE 1000");
		assertThat(this.events).containsExactly("1", "2", "close 1000");
		assertThat(this.client.connection().closed()).isTrue();
	}

	@Test
	void theServerCloses() {
		this.client.opened("/");
		this.handler.close(4000, "enough");
		assertThat(this.client.received()).containsExactly("CLOSE 4000 enough");
		assertThat(this.handler.writeMessage("late").toCompletableFuture()).isCompletedExceptionally();
		this.handler.close();
		this.handler.ping(new byte[0]);
		assertThat(this.client.exchange(ClientFrames.text("unheard"), ClientFrames.frame(Opcode.TEXT, "un"))).isEmpty();
		assertThat(this.events).isEmpty();

		assertThat(this.client.exchange(ClientFrames.close(4000, ""))).isEmpty();
		assertThat(this.events).containsExactly("close 4000");
		assertThat(this.client.connection().closed()).isTrue();
	}

	@Test
	void aServerThatDrainsSaysSo() {
		this.client.opened("/");
		CompletableFuture<DrainReport> report = this.client.connection()
			.server()
			.drain(Duration.ofSeconds(30))
			.toCompletableFuture();
		assertThat(this.client.received()).containsExactly("CLOSE 1001");
		assertThat(report).isNotDone();
		this.client.send(ClientFrames.close(1001, ""));

		assertThat(report).isCompletedWithValueMatching((drained) -> drained.finished() == 1);
		assertThat(this.events).containsExactly("close 1001");
	}

	@Test
	void whatIsBeingServedWhenTheServerDrainsIsAnsweredBefore() {
		CompletableFuture<String> gate = new CompletableFuture<>();
		this.answering = (message) -> gate.thenCompose((any) -> this.handler.writeMessage(message));
		this.client.opened("/");
		this.client.send(ClientFrames.text("1"), ClientFrames.text("2"));
		this.client.connection().server().drain(Duration.ofSeconds(30));
		assertThat(this.client.received()).isEmpty();

		gate.complete("done");
		assertThat(this.client.received()).containsExactly("TEXT 1", "CLOSE 1001");
		assertThat(this.events).containsExactly("1");
	}

	@Test
	void aServerThatDrainsDoesNotWaitForAHandlerForEver() {
		this.answering = (message) -> new CompletableFuture<>();
		this.client.opened("/");
		this.client.send(ClientFrames.text("1"));
		this.client.connection().server().drain(Duration.ofSeconds(30));
		assertThat(this.client.received()).isEmpty();
		this.client.connection().advance(Duration.ofMillis(5100));
		assertThat(this.client.received()).containsExactly("CLOSE 1001");

		this.client.connection().advance(Duration.ofMillis(5100));
		assertThat(this.client.connection().closed()).isTrue();
	}

	@Test
	void aClientThatDoesNotCloseHasFiveSeconds() {
		this.client.opened("/");
		this.handler.close();
		assertThat(this.client.received()).containsExactly("CLOSE");

		this.client.connection().advance(Duration.ofMillis(4900));
		assertThat(this.client.connection().closed()).isFalse();
		this.client.connection().advance(Duration.ofMillis(200));
		assertThat(this.client.connection().closed()).isTrue();
		assertThat(this.events).containsExactly("close 1006");
	}

	@Test
	void aHandlerCannotSayWhatMayNotBeSaid() {
		this.client.opened("/");

		assertThatIllegalArgumentException().isThrownBy(() -> this.handler.close(1005, null));
		assertThatIllegalArgumentException().isThrownBy(() -> this.handler.close(999, null));
		assertThatIllegalArgumentException().isThrownBy(() -> this.handler.close(1000, "x".repeat(124)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.handler.ping(new byte[126]));
		this.handler.ping("x".repeat(125).getBytes(StandardCharsets.US_ASCII));
		this.handler.close(1000, "ü".repeat(61));
		assertThat(this.client.received()).containsExactly("PING " + "x".repeat(125), "CLOSE 1000 " + "ü".repeat(61));
	}

	@Test
	void otherThreadsHaveToHop() throws InterruptedException {
		this.client.opened("/");
		List<Throwable> failures = new ArrayList<>();
		Thread other = new Thread(() -> {
			try {
				this.handler.writeMessage("x");
			}
			catch (IllegalStateException ex) {
				failures.add(ex);
			}
			this.handler.request().ioLoop().addCallback(() -> this.handler.writeMessage("hopped"));
		});
		other.start();
		other.join();

		assertThat(failures).hasSize(1);
		assertThat(this.client.received()).containsExactly("TEXT hopped");
	}

	@Test
	void nothingIsWrittenBeforeItIsOpen() {
		assertThatIllegalStateException().isThrownBy(() -> new DeafHandler().writeMessage("x"));
	}

	@Test
	void whatNobodyTakesIsUnsupported() {
		this.client.opened("/deaf");

		assertThat(this.client.exchange(ClientFrames.text("x"))).singleElement().asString().startsWith("CLOSE 1003");
	}

	@ParameterizedTest
	@ValueSource(strings = { "fin", "reset" })
	void aClientThatLeavesIsNoticed(String how) {
		this.client.opened("/");
		if (how.equals("fin")) {
			this.client.connection().end();
		}
		else {
			this.client.connection().reset();
		}

		assertThat(this.events).containsExactly("close 1006");
		assertThat(this.client.connection().closed()).isTrue();
		assertThat(this.handler.writeMessage("late").toCompletableFuture()).isCompletedExceptionally();
	}

	@Test
	void whatCameBeforeAFinIsServed() {
		CompletableFuture<String> first = new CompletableFuture<>();
		this.answering = (message) -> message.equals("1") ? first : this.handler.writeMessage(message);
		this.client.opened("/");
		this.client.send(ClientFrames.text("1"), ClientFrames.text("2"));
		this.client.connection().end();
		assertThat(this.events).containsExactly("1");

		first.complete("done");
		assertThat(this.client.received()).containsExactly("TEXT 2");
		assertThat(this.events).containsExactly("1", "2", "close 1006");
		assertThat(this.client.connection().closed()).isTrue();
	}

	@Test
	void aStageThatFailsBecauseTheClientHasGoneIsNoFailure() {
		this.answering = (message) -> new CompletableFuture<String>()
			.thenCompose((any) -> this.handler.writeMessage(message));
		CompletableFuture<String> gate = new CompletableFuture<>();
		this.answering = (message) -> gate.thenCompose((any) -> this.handler.writeMessage(message));
		this.client.opened("/");
		this.client.send(ClientFrames.text("1"));
		this.client.connection().reset();
		gate.complete("go");
		this.client.received();

		assertThat(this.events).containsExactly("1", "close 1006");
	}

	/** Answers in another way beside that of its class. */
	static class OverloadingHandler extends WebSocketHandler {

		void get(long id) {
			write("no WebSocket");
		}

	}

	@Test
	void itsVerbIsNotToBeReplaced() {
		assertThatExceptionOfType(HandlerDefinitionException.class)
			.isThrownBy(() -> url("/{id}", OverloadingHandler.class))
			.withMessageContaining("final in " + WebSocketHandler.class.getName());
	}

}
