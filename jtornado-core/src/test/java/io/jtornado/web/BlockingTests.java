package io.jtornado.web;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

class BlockingTests extends BlockingServer {

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

	private static String readReply(Socket socket) throws IOException {
		StringBuilder text = new StringBuilder();
		while (!text.toString().endsWith("done")) {
			text.append((char) socket.getInputStream().read());
		}
		return text.toString();
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

	@Test
	void refusesThreadsThatOwnNothing() throws IOException {
		serve(Application.builder().add(url("/", Async.class, () -> new Async(this.workers))).accessLog(false));

		assertThat(fetch().join().body()).contains("does not own this request");
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
