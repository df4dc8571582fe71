package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.jtornado.iostream.IOStream;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A handler that goes on in another protocol. */
class SwitchProtocolsTests {

	private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: shout\r\n\r\n";

	private final List<String> events = new ArrayList<>();

	private final Queue<Runnable> work = new ArrayDeque<>();

	private final CompletableFuture<Void> stage = new CompletableFuture<>();

	private Consumer<RequestHandler> change = (handler) -> {
	};

	private final TestConnection client = new TestConnection(Application.builder()
		.add(url("/shout/{name}", Shouting.class, Shouting::new), url("/kept", Kept.class, Kept::new),
				url("/worker", Working.class, Working::new))
		.interceptor(new RequestInterceptor() {

			@Override
			public void after(RequestHandler handler) {
				SwitchProtocolsTests.this.events.add("after " + handler.status());
				handler.setHeader("X-Seen", "yes");
				if (handler.status() == 101) {
					handler.setHeader("Upgrade", "none");
					SwitchProtocolsTests.this.change.accept(handler);
				}
			}

		})
		.executor(this.work::add)
		.build());

	@AfterEach
	void close() {
		this.client.close();
	}

	/** Says what it is told, in capitals, and by whose name. */
	class Shouting extends RequestHandler {

		CompletionStage<?> get(String name) {
			setCookie("seen", "1");
			setHeader("Content-Type", "text/plain");
			switchProtocols("shout");
			shout(request().detach(), name);
			return SwitchProtocolsTests.this.stage;
		}

		private void shout(IOStream stream, String name) {
			stream.readBytes(3).thenAccept((bytes) -> {
				stream.write((pathArgument("name") + name + new String(bytes, StandardCharsets.US_ASCII))
					.toUpperCase(Locale.ROOT)
					.getBytes(StandardCharsets.US_ASCII));
				shout(stream, name);
			});
		}

		@Override
		protected void onFinish() {
			SwitchProtocolsTests.this.events.add("finish " + status() + " " + outcome());
		}

	}

	/** Forgets to take the stream. */
	static class Kept extends RequestHandler {

		void get() {
			switchProtocols("shout");
		}

	}

	static class Working extends RequestHandler {

		@Blocking
		void get() {
			switchProtocols("shout");
		}

	}

	@Test
	void answersAndGivesTheStreamAway() {
		String head = this.client.exchange("GET /shout/me HTTP/1.1\r\nHost: a\r\n" + UPGRADE + "abc");

		assertThat(head).startsWith("HTTP/1.1 101 Switching Protocols\r\n")
			.contains("Connection: Upgrade\r\n", "Upgrade: shout\r\n", "Set-Cookie: seen=1", "X-Seen: yes\r\n")
			.doesNotContain("Content-Type:", "Content-Length:")
			.endsWith("\r\n\r\nMEMEABC");
		assertThat(this.events).containsExactly("after 101");
		this.stage.complete(null);
		this.client.received();
		assertThat(this.events).containsExactly("after 101", "finish 101 COMPLETED");
		assertThat(this.client.exchange("xyz")).as("what the request carried is still there").isEqualTo("MEMEXYZ");
	}

	@Test
	void hasNoAnswerToWriteToAnyMore() {
		class Writing extends RequestHandler {

			String get() {
				switchProtocols("shout");
				request().detach();
				SwitchProtocolsTests.this.events.add(catchThrowable(() -> write("lost")).getMessage());
				SwitchProtocolsTests.this.events.add(catchThrowable(this::flush).getMessage());
				return "nobody's";
			}

			@Override
			protected void onFinish() {
				SwitchProtocolsTests.this.events.add("finish " + status() + " " + outcome());
				SwitchProtocolsTests.this.events.add(catchThrowable(() -> write("lost")).getMessage());
			}

		}
		try (TestConnection other = new TestConnection(new Application(url("/", Writing.class, Writing::new)))) {
			other.send("GET / HTTP/1.1\r\nHost: a\r\n" + UPGRADE);
		}
		String refused = "The connection was given away: what is written goes to whoever has its stream";
		assertThat(this.events).containsExactly(refused, refused, "finish 101 COMPLETED", refused);
	}

	@Test
	void isNoneWithAnotherStatus() {
		this.change = (handler) -> handler.setStatus(503);
		assertThat(this.client.exchange("GET /shout/me HTTP/1.1\r\nHost: a\r\n" + UPGRADE)).startsWith("HTTP/1.1 500 ")
			.doesNotContain("Upgrade");
	}

	@Test
	void closesAStreamThatNobodyTakes() {
		String head = this.client.exchange("GET /kept HTTP/1.1\r\nHost: a\r\n" + UPGRADE);

		assertThat(head).startsWith("HTTP/1.1 101 ");
		this.client.end();
		assertThat(this.client.closed()).isTrue();
	}

	@Test
	void refusesClientsOfHttp10() {
		assertThat(this.client.exchange("GET /kept HTTP/1.0\r\nHost: a\r\n" + UPGRADE)).startsWith("HTTP/1.1 500 ")
			.doesNotContain("Upgrade");
	}

	@Test
	void isNotForWorkers() throws InterruptedException {
		this.client.send("GET /worker HTTP/1.1\r\nHost: a\r\n" + UPGRADE);
		Thread worker = new Thread(this.work.remove());
		worker.start();
		worker.join();

		assertThat(this.client.received()).startsWith("HTTP/1.1 500 ");
	}

}
