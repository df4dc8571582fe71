package io.jtornado.httpserver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Bodies of which nothing is read until somebody is ready. */
class HeldBodyTests {

	private static final String LENGTH = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n";

	private static final String EXPECTS = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n";

	private final List<HTTPRequest> heads = new ArrayList<>();

	private final StringBuilder taken = new StringBuilder();

	private final CompletableFuture<Void> ready = new CompletableFuture<>();

	private final CompletableFuture<Void> readyToo = new CompletableFuture<>();

	private Consumer<HTTPRequest> atHead = (request) -> request.streamBody(this::take, this.ready);

	private final TestServer server = new TestServer(new RequestCallback() {

		@Override
		public void handleHead(HTTPRequest request) {
			HeldBodyTests.this.heads.add(request);
			HeldBodyTests.this.atHead.accept(request);
		}

		@Override
		public void handle(HTTPRequest request) {
			TestServer.echo(request);
		}

	});

	private final TestConnection client = this.server.connect();

	private CompletionStage<?> take(ByteBuffer chunk) {
		this.taken.append(StandardCharsets.ISO_8859_1.decode(chunk));
		return null;
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void areAskedForWhenSomebodyIsReady() {
		assertThat(this.client.exchange(EXPECTS)).isEmpty();
		this.client.advance(Duration.ofMinutes(10));
		this.heads.get(0).setMaxBodySize(10);
		this.ready.complete(null);

		assertThat(this.client.received()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
		assertThat(this.client.exchange("0123456789")).contains("200 OK");
		assertThatIllegalStateException().isThrownBy(() -> {
			this.client.send(LENGTH + "0");
			this.heads.get(1).setMaxBodySize(10);
		});
	}

	@Test
	void areRefusedWhenSomebodyIsReady() {
		this.client.send(LENGTH + "0123");
		this.heads.get(0).setMaxBodySize(5);
		this.ready.complete(null);

		assertThat(Answer.of(this.client.received()).status()).isEqualTo(413);
		assertThat(this.taken).isEmpty();
	}

	@Test
	void areGatheredWhenSomebodyIsReady() {
		this.atHead = (request) -> request.holdBody(this.ready);
		assertThat(this.client.exchange(LENGTH + "01234")).isEmpty();
		this.ready.complete(null);
		this.client.loop().runUntilIdle();

		assertThat(this.client.exchange("56789")).contains("200 OK").endsWith("[0123456789]");
	}

	@Test
	void getTheirReceiverMeanwhile() {
		this.atHead = (request) -> request.holdBody(this.ready);
		assertThat(this.client.exchange(LENGTH + "01234")).isEmpty();
		this.heads.get(0).streamBody(this::take, this.readyToo);
		this.ready.complete(null);
		this.client.loop().runUntilIdle();
		assertThat(this.taken).as("one of two is ready").isEmpty();
		this.heads.get(0).setMaxBodySize(10);
		this.readyToo.complete(null);
		this.client.loop().runUntilIdle();

		assertThat(this.taken).hasToString("01234");
		assertThat(this.client.exchange("56789")).contains("200 OK");
	}

	@Test
	void hurryNobodyWhoIsWaitedFor() {
		this.atHead = (request) -> {
			request.holdBody(this.ready);
			request.holdBody(this.readyToo);
		};
		this.client.send(LENGTH);
		this.client.advance(Duration.ofMinutes(10));
		this.ready.complete(null);
		this.client.advance(Duration.ofMinutes(10));
		assertThat(this.client.received()).isEmpty();
		this.readyToo.complete(null);
		this.client.loop().runUntilIdle();
		this.client.advance(Duration.ofSeconds(59));
		assertThat(this.client.received()).isEmpty();
		this.client.advance(Duration.ofSeconds(1));

		assertThat(Answer.of(this.client.received()).status()).isEqualTo(408);
	}

	@Test
	void failWithOneOfTwo() {
		this.atHead = (request) -> {
			request.holdBody(this.ready);
			request.holdBody(this.readyToo);
		};
		this.client.send(LENGTH + "01234");
		try (EngineLog log = new EngineLog()) {
			this.ready.completeExceptionally(new IllegalStateException("planned"));
			assertThat(Answer.of(this.client.received()).status()).isEqualTo(500);
			this.readyToo.complete(null);
			assertThat(this.client.received()).isEmpty();
		}
	}

}
