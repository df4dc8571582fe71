package io.jtornado.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.StreamClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** Over real sockets: a worker that waits for its loop needs both to run. */
@Timeout(60)
class BlockingTests {

	private final List<Object> seen = new CopyOnWriteArrayList<>();

	private final ExecutorService workers = Executors.newCachedThreadPool();

	private final IOLoopGroup loops = IOLoopGroup.of(1);

	private final HttpClient client = HttpClient.newHttpClient();

	private final CountDownLatch release = new CountDownLatch(1);

	private final LogCapture log = new LogCapture("jtornado.application");

	private Function<Script, Object> script = (handler) -> "done";

	private HTTPServer server;

	@AfterEach
	void close() {
		this.release.countDown();
		this.server.stop();
		this.loops.stop();
		this.loops.close();
		this.workers.shutdownNow();
		this.log.close();
	}

	private static String thread() {
		return Thread.currentThread().getName().replaceAll("[-0-9]", "");
	}

	class Script extends RequestHandler {

		@Override
		protected void prepare() {
			BlockingTests.this.seen.add("prepare " + thread());
		}

		@Blocking
		Object get() {
			BlockingTests.this.seen.add("get " + thread());
			return BlockingTests.this.script.apply(this);
		}

		void put() {
		}

		@Override
		protected void writeError(int status, Throwable error) {
			BlockingTests.this.seen.add("error " + thread());
			super.writeError(status, error);
		}

		@Override
		protected void onConnectionClose() {
			BlockingTests.this.seen.add("gone " + thread());
		}

		@Override
		protected void onFinish() {
			BlockingTests.this.seen.add("finish " + thread());
		}

	}

	private Application.Builder application() {
		return Application.builder()
			.add(url("/", Script.class, Script::new))
			.executor(this.workers)
			.accessLog(false)
			.observer(new RequestObserver() {
				@Override
				public void finished(RequestHandler handler, Outcome outcome) {
					BlockingTests.this.seen.add(outcome);
				}
			});
	}

	private void serve(Application.Builder builder) throws IOException {
		this.server = new HTTPServer(builder.build(), this.loops);
		this.server.listen(0, "127.0.0.1");
		this.loops.start();
	}

	private CompletableFuture<HttpResponse<String>> fetch() {
		URI uri = URI.create("http://127.0.0.1:" + this.server.port() + "/");
		return this.client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> run(Function<Script, Object> steps) throws IOException {
		this.script = steps;
		serve(application());
		return fetch().join();
	}

	private Socket rawRequest() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.port());
		socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private void awaitRelease() {
		try {
			if (!this.release.await(30, TimeUnit.SECONDS)) {
				throw new IllegalStateException("never released");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void awaitSeen(Object event) {
		await().atMost(Duration.ofSeconds(20)).until(() -> this.seen.contains(event));
	}

	@Test
	void runsTheVerbOnAWorkerAndTheRestOnTheLoop() throws IOException {
		HttpResponse<String> response = run((handler) -> {
			handler.setStatus(201);
			handler.setHeader("X-A", "b");
			handler.write("written, ");
			return "returned";
		});

		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.body()).isEqualTo("written, returned");
		assertThat(response.headers().firstValue("X-A")).contains("b");
		awaitSeen(RequestObserver.Outcome.COMPLETED);
		assertThat(this.seen).containsExactly("prepare ioloop", "get poolthread", "finish ioloop",
				RequestObserver.Outcome.COMPLETED);
	}

	@Test
	void answersWhatItThrows() throws IOException {
		HttpResponse<String> response = run((handler) -> {
			handler.write("dropped");
			throw new HTTPException(409);
		});

		assertThat(response.statusCode()).isEqualTo(409);
		assertThat(response.body()).contains("409: Conflict").doesNotContain("dropped");
		assertThat(this.seen).contains("error ioloop");
	}

	@Test
	void awaitsAStageThatItReturns() throws IOException {
		HttpResponse<String> response = run((handler) -> CompletableFuture.supplyAsync(() -> "later", this.workers));

		assertThat(response.body()).isEqualTo("later");
	}

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
	void redirects() throws IOException {
		HttpResponse<String> response = run((handler) -> {
			handler.redirect("/elsewhere", 303);
			return null;
		});

		assertThat(response.statusCode()).isEqualTo(303);
		assertThat(response.headers().firstValue("Location")).contains("/elsewhere");
	}

	@Test
	void sendsErrorPagesFromTheLoop() throws IOException {
		HttpResponse<String> response = run((handler) -> {
			handler.sendError(404);
			this.seen.add(catchThrowable(() -> handler.write("too late")).getMessage());
			return null;
		});

		assertThat(response.statusCode()).isEqualTo(404);
		awaitSeen("The answer is finished already");
		assertThat(this.seen).containsSubsequence("error ioloop", "finish ioloop", "The answer is finished already");
	}

	@Test
	void belongsToItsWorkerAlone() throws IOException {
		HttpResponse<String> response = run((handler) -> {
			List<Runnable> steps = List.of(() -> handler.write("x"), () -> handler.setStatus(500),
					() -> handler.setHeader("A", "b"), handler::flush, handler::finish, () -> handler.sendError(500),
					() -> handler.redirect("/"), () -> handler.setCookie("a", "b"));
			steps.forEach((step) -> {
				CompletableFuture<Void> onLoop = new CompletableFuture<>();
				handler.request().ioLoop().addCallback(() -> complete(onLoop, step));
				this.seen.add(catchThrowable(onLoop::join).getCause().getClass());
				this.seen
					.add(catchThrowable(CompletableFuture.runAsync(step, this.workers)::join).getCause().getClass());
			});
			return "mine";
		});

		assertThat(response.body()).isEqualTo("mine");
		assertThat(this.seen).filteredOn(IllegalStateException.class::equals).hasSize(16);
	}

	private static void complete(CompletableFuture<Void> future, Runnable step) {
		try {
			step.run();
			future.complete(null);
		}
		catch (IllegalStateException ex) {
			future.completeExceptionally(ex);
		}
	}

	static class Async extends RequestHandler {

		private final ExecutorService workers;

		Async(ExecutorService workers) {
			this.workers = workers;
		}

		CompletionStage<Object> get() {
			return CompletableFuture.supplyAsync(() -> catchThrowable(() -> write("x")).getMessage(), this.workers);
		}

	}

	@Test
	void refusesThreadsThatOwnNothing() throws IOException {
		serve(Application.builder().add(url("/", Async.class, () -> new Async(this.workers))).accessLog(false));

		assertThat(fetch().join().body()).contains("does not own this request");
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

	private static void reset(Socket socket) throws IOException {
		socket.setSoLinger(true, 0);
		socket.close();
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

	@Test
	void neverRunsWhatNobodyWaitsForAnyMore() throws IOException {
		this.script = (handler) -> {
			awaitRelease();
			return "done";
		};
		serve(application().maxConcurrentBlocking(1));
		CompletableFuture<HttpResponse<String>> running = fetch();
		awaitSeen("get poolthread");
		Socket queued = rawRequest();
		await().until(() -> this.seen.stream().filter("prepare ioloop"::equals).count() == 2);
		reset(queued);
		awaitSeen(RequestObserver.Outcome.CLIENT_GONE);
		this.release.countDown();

		assertThat(running.join().body()).isEqualTo("done");
		assertThat(fetch().join().body()).isEqualTo("done");
		assertThat(this.seen).filteredOn("get poolthread"::equals).hasSize(2);
	}

	@Test
	void answers503WhenTheExecutorRefuses() throws IOException {
		serve(application().executor((task) -> {
			throw new RejectedExecutionException();
		}));

		assertThat(fetch().join().statusCode()).isEqualTo(503);
		assertThat(fetch().join().statusCode()).isEqualTo(503);
	}

	@Test
	void runsOnTheLoopItselfIfTheExecutorDoes() throws IOException {
		this.script = (handler) -> {
			handler.write("a");
			handler.flush();
			handler.finish("b");
			return null;
		};
		serve(application().executor(Runnable::run));

		assertThat(fetch().join().body()).isEqualTo("ab");
		assertThat(this.seen).startsWith("prepare ioloop", "get ioloop");
	}

	@Test
	void servesManyAtOnce() throws IOException {
		this.script = (handler) -> {
			handler.write("part ");
			handler.flush();
			return "end";
		};
		serve(application().maxConcurrentBlocking(3));

		List<CompletableFuture<HttpResponse<String>>> responses = IntStream.range(0, 200)
			.mapToObj((i) -> fetch())
			.toList();

		assertThat(responses).allSatisfy((response) -> assertThat(response.join().body()).isEqualTo("part end"));
	}

	@Test
	void keepsTheConnectionForTheNextRequest() throws IOException {
		serve(application());
		try (Socket socket = rawRequest()) {
			socket.setSoTimeout(10_000);
			String one = readReply(socket);
			socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

			assertThat(one).endsWith("done");
			assertThat(readReply(socket)).endsWith("done");
		}
		catch (SocketException ex) {
			throw new AssertionError(ex);
		}
	}

	private static String readReply(Socket socket) throws IOException {
		StringBuilder text = new StringBuilder();
		while (!text.toString().endsWith("done")) {
			text.append((char) socket.getInputStream().read());
		}
		return text.toString();
	}

	@Test
	void keepsThePlaceOfACallThatTheExecutorHasNoThreadFor() throws Exception {
		AtomicLong calls = new AtomicLong();
		serve(application().maxConcurrentBlocking(1).maxQueuedBlocking(0).executor((call) -> {
			if (calls.incrementAndGet() == 1) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			this.workers.execute(call);
		}));

		assertThat(fetch().join().statusCode()).isEqualTo(503);
		assertThat(fetch().join().statusCode()).isEqualTo(200);
	}

}
