package io.jtornado.blackbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.web.Application;
import io.jtornado.websocket.WebSocketCompression;
import io.jtornado.websocket.WebSocketHandler;
import io.jtornado.websocket.WebSocketOptions;

import static io.jtornado.web.URLSpec.url;

/** What {@code sockets.py} is in Python. */
final class CaseSockets {

	/** Of closings; one loop serves all. */
	private static final Queue<String> TOLD = new ArrayDeque<>();

	private CaseSockets() {
	}

	static Application application() {
		return Application.builder()
			.add(url("/echo", Echo.class), url("/small", Small.class), url("/coded", Coded.class),
					url("/closing", Closing.class), url("/ending", Ending.class), url("/failing", Failing.class),
					url("/slow", Slow.class), url("/protocols", Protocols.class), url("/path/(.*)", Path.class),
					url("/pinger", Pinger.class), url("/pinging", Pinging.class))
			.accessLog(false)
			.build();
	}

	static class Echo extends WebSocketHandler {

		@Override
		protected CompletionStage<?> onMessage(String message) {
			return writeMessage(message);
		}

		@Override
		protected CompletionStage<?> onMessage(ByteBuffer message) {
			return writeMessage(message);
		}

	}

	static class Small extends Echo {

		@Override
		protected WebSocketOptions webSocketOptions() {
			return super.webSocketOptions().withMaxMessageSize(1024);
		}

	}

	static class Coded extends Small {

		@Override
		protected WebSocketOptions webSocketOptions() {
			return super.webSocketOptions().withCompression(WebSocketCompression.DEFAULTS.withMinSize(0));
		}

	}

	static class Closing extends WebSocketHandler {

		@Override
		protected CompletionStage<?> onMessage(String message) {
			String[] words = message.split(" ", 2);
			if (message.isEmpty()) {
				close();
			}
			else {
				close(Integer.parseInt(words[0]), (words.length > 1) ? words[1] : null);
			}
			return null;
		}

	}

	/** Tells the next one what it was closed with. */
	static class Ending extends WebSocketHandler {

		@Override
		protected CompletionStage<?> open() {
			TOLD.forEach(this::writeMessage);
			TOLD.clear();
			return null;
		}

		@Override
		protected void onClose(int code, String reason) {
			TOLD.add((code + " " + reason).strip());
		}

	}

	static class Failing extends WebSocketHandler {

		@Override
		protected CompletionStage<?> open() {
			if (argument("at").equals("open")) {
				throw new IllegalArgumentException("secret");
			}
			return null;
		}

		@Override
		protected CompletionStage<?> onMessage(String message) {
			throw new IllegalArgumentException("secret");
		}

	}

	static class Slow extends WebSocketHandler {

		@Override
		protected CompletionStage<?> open() {
			return after(50, "open");
		}

		@Override
		protected CompletionStage<?> onMessage(String message) {
			return after(Integer.parseInt(message), message);
		}

		private CompletionStage<?> after(int millis, String message) {
			CompletableFuture<Void> written = new CompletableFuture<>();
			request().ioLoop().callLater(Duration.ofMillis(millis), () -> {
				writeMessage(message);
				written.complete(null);
			});
			return written;
		}

	}

	static class Protocols extends Echo {

		@Override
		protected String selectSubprotocol(List<String> offered) {
			return offered.contains("good") ? "good" : null;
		}

	}

	static class Path extends Echo {

		@Override
		protected CompletionStage<?> open() {
			return writeMessage(pathArgument(0) + " " + argument("n"));
		}

	}

	static class Pinger extends WebSocketHandler {

		@Override
		protected CompletionStage<?> onMessage(String message) {
			ping("x".repeat(Integer.parseInt(message)).getBytes(StandardCharsets.US_ASCII));
			return null;
		}

		@Override
		protected void onPong(ByteBuffer data) {
			writeMessage(String.valueOf(data.remaining()));
		}

	}

	static class Pinging extends Echo {

		@Override
		protected WebSocketOptions webSocketOptions() {
			return super.webSocketOptions().withPingInterval(Duration.ofMillis(100));
		}

	}

}
