package io.jtornado.websocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.iostream.StreamBuffers;
import io.jtornado.testing.TestLoop;
import io.jtornado.web.Application;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.jtornado.web.URLSpec.url;
import static io.jtornado.websocket.ClientFrames.FIN;
import static io.jtornado.websocket.ClientFrames.RSV1;
import static org.assertj.core.api.Assertions.assertThat;

/** Clients that leave anywhere, and handlers that fail everywhere. */
class WebSocketFaultTests {

	private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";

	enum Departure {

		RESET, FIN, RESET_UNREAD, FIN_UNREAD

	}

	private final List<String> events = new ArrayList<>();

	private final TestLoop loop = new TestLoop();

	private final HTTPServer server = new HTTPServer(Application.builder()
		.add(url("/", EchoHandler.class, () -> new EchoHandler(this.events)),
				url("/failing", FailingHandler.class, FailingHandler::new))
		.setting(WebSocketOptions.class,
				WebSocketOptions.DEFAULTS
					.withCompression(WebSocketCompression.DEFAULTS.withMinSize(1).withContextTakeover(true)))
		.accessLog(false)
		.build(), this.loop.ioLoop(), HTTPServerOptions.DEFAULTS);

	@AfterEach
	void close() {
		this.loop.close();
	}

	/** Fails in all that can be overridden. */
	static class FailingHandler extends WebSocketHandler {

		@Override
		protected CompletionStage<?> onMessage(String message) {
			return CompletableFuture.failedFuture(new IllegalStateException("onMessage"));
		}

		@Override
		protected void onClose(int code, String reason) {
			throw new IllegalStateException("onClose");
		}

		@Override
		protected void logException(Throwable failure) {
			throw new IllegalStateException("logException", failure);
		}

	}

	@ParameterizedTest
	@EnumSource
	void aClientMayLeaveAtEveryByte(Departure departure) {
		byte[] conversation = ClientFrames.join(WebSocketConversation.handshake("/", OFFER), ClientFrames.text("Hello"),
				ClientFrames.frame(RSV1 | Opcode.TEXT, new byte[] { (byte) 0xf2, 0x48, (byte) 0xcd }),
				ClientFrames.ping("x"), ClientFrames.frame(FIN, new byte[] { (byte) 0xc9, (byte) 0xc9, 0x07, 0x00 }),
				ClientFrames.frame(FIN | Opcode.BINARY, new byte[200]), ClientFrames.close(1000, "bye"));
		for (int length = 0; length <= conversation.length; length++) {
			this.events.clear();
			leaveBehind(Arrays.copyOf(conversation, length), departure);

			long opened = this.events.stream().filter("open"::equals).count();
			assertThat(this.events.stream().filter((event) -> event.startsWith("close ")).count())
				.as("%s bytes", length)
				.isEqualTo(opened);
			assertNothingIsLeft(length);
		}
	}

	private void leaveBehind(byte[] octets, Departure departure) {
		WebSocketConversation client = WebSocketConversation.with(this.server, this.loop);
		if (departure == Departure.RESET_UNREAD || departure == Departure.FIN_UNREAD) {
			client.connection().transport().takeOnly(150);
		}
		client.send(octets);
		if (departure == Departure.RESET || departure == Departure.RESET_UNREAD) {
			client.connection().reset();
		}
		else {
			client.connection().end();
			client.connection().advance(Duration.ofSeconds(61));
		}
		assertThat(client.connection().closed()).isTrue();
	}

	private void assertNothingIsLeft(int length) {
		WebSocketStats stats = WebSocketStats.of(this.loop.ioLoop());
		StreamBuffers buffers = StreamBuffers.of(this.loop.ioLoop());
		assertThat(List.of(stats.open(), stats.held(), stats.contexts(), buffers.heldRead().get(),
				buffers.heldWrite().get()))
			.as("%s bytes", length)
			.containsOnly(0L);
	}

	@Test
	void aHandlerMayFailEverywhere() {
		WebSocketConversation client = WebSocketConversation.with(this.server, this.loop).opened("/failing");

		assertThat(client.exchange(ClientFrames.text("x"))).containsExactly("CLOSE 1011");
		client.close();
		assertNothingIsLeft(0);
		assertThat(this.loop.ioLoop().stats().failures()).isZero();
	}

}
