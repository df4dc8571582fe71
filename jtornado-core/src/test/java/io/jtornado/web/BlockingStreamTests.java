package io.jtornado.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

import io.jtornado.iostream.StreamClosedException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** Verbs on workers that stream, to clients that are slow or leave. */
class BlockingStreamTests extends BlockingServer {

	@Test
	void streams() throws IOException {
		HttpResponse<String> response = run((handler) -> {
			for (int i = 0; i < 100; i++) {
				handler.write(i + " ");
				handler.flush();
			}
			handler.finish("end");
			return null;
		});

		assertThat(response.body()).startsWith("0 1 2 ").endsWith("98 99 end");
		awaitSeen(RequestObserver.Outcome.COMPLETED);
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	void endsAStreamThatNobodyWants() throws IOException {
		this.script = (handler) -> {
			handler.write("x");
			Throwable failure = catchThrowable(handler::flush);
			this.seen.add((failure != null) ? failure.getCause().getClass() : "flushed");
			return handler.request().method();
		};
		serve(application());
		URI uri = URI.create("http://127.0.0.1:" + this.server.port() + "/");
		HttpRequest head = HttpRequest.newBuilder(uri).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();

		assertThat(this.client.sendAsync(head, HttpResponse.BodyHandlers.ofString()).join().body()).isEmpty();
		awaitSeen(StreamClosedException.class);
		assertThat(this.seen).contains(RequestObserver.Outcome.COMPLETED);
		assertThat(fetch().join().statusCode()).isEqualTo(200);
	}

	@Test
	void waitsForTheVerbBeforeItTellsThatTheClientIsGone() throws IOException {
		this.script = (handler) -> {
			await().until(() -> handler.request().clientGone());
			this.seen.add("noticed");
			awaitRelease();
			handler.write("nobody reads this");
			return "nor this";
		};
		serve(application());
		Socket socket = rawRequest();
		awaitSeen("get poolthread");
		reset(socket);
		awaitSeen("noticed");
		assertThat(this.seen).endsWith("noticed");
		this.release.countDown();

		awaitSeen(RequestObserver.Outcome.CLIENT_GONE);
		assertThat(this.seen).endsWith("noticed", "gone ioloop", "finish ioloop", RequestObserver.Outcome.CLIENT_GONE);
	}

	@Test
	void endsAStreamWhoseReaderIsGone() throws IOException {
		this.script = (handler) -> {
			try {
				while (true) {
					handler.write("x".repeat(100_000));
					handler.flush();
				}
			}
			catch (CompletionException ex) {
				this.seen.add(ex.getCause().getClass());
				throw ex;
			}
		};
		serve(application());
		Socket socket = rawRequest();
		assertThat(socket.getInputStream().read()).isEqualTo('H');
		reset(socket);

		awaitSeen(RequestObserver.Outcome.CLIENT_GONE);
		assertThat(this.seen).endsWith(StreamClosedException.class, "gone ioloop", "finish ioloop",
				RequestObserver.Outcome.CLIENT_GONE);
		assertThat(this.log.lines()).isEmpty();
	}

	@Test
	void holdsAWorkerWhoseReaderIsSlow() throws Exception {
		int chunks = 400;
		AtomicLong flushed = new AtomicLong();
		this.script = (handler) -> {
			handler.setHeader("Content-Length", chunks * 100_000L);
			for (int i = 0; i < chunks; i++) {
				handler.write(new byte[100_000]);
				handler.flush();
				flushed.incrementAndGet();
			}
			return null;
		};
		serve(application());
		try (Socket socket = rawRequest()) {
			await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(20)).until(() -> flushed.get() < chunks);

			InputStream input = socket.getInputStream();
			assertThat(input.readNBytes(chunks * 100_000)).hasSize(chunks * 100_000);
			awaitSeen(RequestObserver.Outcome.COMPLETED);
			assertThat(flushed).hasValue(chunks);
		}
	}

	@Test
	void refusesWhatIsMoreThanItCanHold() throws IOException {
		this.script = (handler) -> {
			awaitRelease();
			return "done";
		};
		serve(application().maxConcurrentBlocking(1).maxQueuedBlocking(1));
		CompletableFuture<HttpResponse<String>> running = fetch();
		awaitSeen("get poolthread");
		CompletableFuture<HttpResponse<String>> queued = fetch();
		await().until(() -> this.seen.stream().filter("prepare ioloop"::equals).count() == 2);

		HttpResponse<String> refused = fetch().join();
		this.release.countDown();

		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(refused.headers().firstValue("Retry-After")).contains("1");
		assertThat(running.join().body()).isEqualTo("done");
		assertThat(queued.join().body()).isEqualTo("done");
		assertThat(fetch().join().body()).isEqualTo("done");
	}

}
