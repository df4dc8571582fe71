package io.jtornado.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.web.Application;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static io.jtornado.websocket.ClientFrames.FIN;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of messages by their size, their frames and their octets. */
class IncomingMessageTests {

	private final List<String> events = new ArrayList<>();

	private final WebSocketConversation client = WebSocketConversation.with(Application.builder()
		.add(url("/echo", EchoHandler.class, () -> new EchoHandler(this.events)),
				url("/", Listening.class, Listening::new))
		.setting(WebSocketOptions.class, WebSocketOptions.DEFAULTS.withMaxMessageSize(1024))
		.accessLog(false)
		.build());

	/** Writes down what it is told. */
	class Listening extends WebSocketHandler {

		@Override
		protected CompletionStage<?> onMessage(String message) {
			IncomingMessageTests.this.events.add(message);
			return null;
		}

		@Override
		protected void onClose(int code, String reason) {
			IncomingMessageTests.this.events.add(("close " + code + " " + reason).strip());
		}

	}

	@AfterEach
	void close() {
		this.client.close();
		assertThat(this.client.stats().open()).as("open sessions").isZero();
	}

	@Test
	void aMessageOfTheMostBytesIsTakenAndOneMoreIsNot() {
		this.client.opened("/echo");

		assertThat(this.client.exchange(ClientFrames.text("x".repeat(1024))))
			.containsExactly("TEXT " + "x".repeat(1024));
		assertThat(this.client.exchange(ClientFrames.head(FIN | Opcode.TEXT, 1025)))
			.containsExactly("CLOSE 1009 message too big");
		assertThat(this.client.connection().outputEnded()).isTrue();
		assertThat(this.client.stats().tooBig()).isEqualTo(1);
	}

	@Test
	void theSumOfFragmentsCounts() {
		this.client.opened("/");
		this.client.send(ClientFrames.frame(Opcode.TEXT, "x".repeat(1000)));
		assertThat(this.client.stats().held()).isBetween(1000L, 2048L);

		assertThat(this.client.exchange(ClientFrames.head(0, 25))).containsExactly("CLOSE 1009 message too big");
		assertThat(this.client.stats().held()).isZero();
	}

	@Test
	void manySmallFragmentsAreNotMovedForEachOfThem() {
		this.client.opened("/");
		Set<Long> sizes = new HashSet<>();
		this.client.send(ClientFrames.frame(Opcode.TEXT, "x"));
		for (int i = 0; i < 900; i++) {
			this.client.send(ClientFrames.frame(0, "x"));
			sizes.add(this.client.stats().held());
		}
		assertThat(sizes).hasSizeLessThan(5).allSatisfy((size) -> assertThat(size).isLessThanOrEqualTo(1802));

		this.client.send(ClientFrames.frame(FIN, "x"));
		assertThat(this.events).containsExactly("x".repeat(902));
	}

	@Test
	void aLengthOf63BitsIsTooBig() {
		this.client.opened("/");

		assertThat(this.client.exchange(ClientFrames.head(FIN | Opcode.BINARY, Long.MAX_VALUE)))
			.containsExactly("CLOSE 1009 message too big");
	}

	@Test
	void aFrameWithoutAMaskEndsIt() {
		this.client.opened("/");

		assertThat(this.client.exchange(new byte[] { (byte) 0x81, 1, 'x', 0, 0, 0, 0 })).singleElement()
			.asString()
			.startsWith("CLOSE 1002");
		assertThat(this.events).containsExactly("close 1006 frame without a mask");
		assertThat(this.client.stats().violations()).isEqualTo(1);
	}

	@Test
	void textIsLookedAtAsItComes() {
		byte[] half = ClientFrames.frame(Opcode.TEXT, new byte[] { 'a', (byte) 0xe2 });
		this.client.opened("/");
		assertThat(this.client.exchange(half)).isEmpty();

		assertThat(this.client.exchange(ClientFrames.frame(0, new byte[] { (byte) 0xff }))).singleElement()
			.asString()
			.startsWith("CLOSE 1007");
		assertThat(this.client.stats().held()).isZero();
	}

	@Test
	void textThatEndsHalfWayIsNone() {
		this.client.opened("/");

		assertThat(this.client.exchange(ClientFrames.frame(FIN | Opcode.TEXT, new byte[] { (byte) 0xe2 })))
			.singleElement()
			.asString()
			.startsWith("CLOSE 1007");
	}

	@Test
	void bytesStayAsTheyAreUntilTheirStageIsComplete() {
		CompletableFuture<String> gate = new CompletableFuture<>();
		List<ByteBuffer> held = new ArrayList<>();
		WebSocketConversation slow = WebSocketConversation
			.with(new Application(url("/", WebSocketHandler.class, () -> new WebSocketHandler() {

				@Override
				protected CompletionStage<?> onMessage(ByteBuffer message) {
					held.add(message);
					return gate;
				}

			})));
		slow.opened("/");
		slow.send(ClientFrames.frame(FIN | Opcode.BINARY, "first"), ClientFrames.frame(FIN | Opcode.BINARY, "other"));
		slow.send(ClientFrames.frame(FIN | Opcode.BINARY, "third"));

		assertThat(StandardCharsets.US_ASCII.decode(held.get(0)).toString()).isEqualTo("first");
		slow.close();
	}

}
