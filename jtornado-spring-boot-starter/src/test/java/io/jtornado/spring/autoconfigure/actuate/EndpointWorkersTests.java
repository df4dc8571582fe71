package io.jtornado.spring.autoconfigure.actuate;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.spring.actuate.EndpointExecutor;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class EndpointWorkersTests {

	private final ApplicationContextRunner runner = ActuatorRunner.withEverything()
		.withPropertyValues("jtornado.loops=1")
		.withBean(Snail.class);

	@Test
	void keepTheLoopFree() {
		this.runner.run((context) -> {
			Snail snail = context.getBean(Snail.class);
			CompletableFuture<HttpResponse<String>> slow = Calls.to(context).getAsync("/actuator/snail");
			assertThat(snail.started.await(10, TimeUnit.SECONDS)).isTrue();

			assertThat(Calls.to(context).get("/actuator/health").statusCode()).isEqualTo(200);
			assertThat(slow).isNotDone();
			snail.arrive.countDown();

			assertThat(slow.get(10, TimeUnit.SECONDS).body()).isEqualTo("jtornado-actuator-0");
		});
	}

	@Test
	void refuseWhatTheyCannotTake() {
		this.runner.run((context) -> {
			Snail snail = context.getBean(Snail.class);
			Calls calls = Calls.to(context);
			int taken = EndpointExecutor.THREADS + EndpointExecutor.QUEUE;
			List<CompletableFuture<HttpResponse<String>>> slow = Stream
				.generate(() -> calls.getAsync("/actuator/snail"))
				.limit(taken + 6)
				.toList();
			CountDownLatch refused = new CountDownLatch(6);
			slow.forEach((call) -> call.thenAccept((response) -> {
				if (response.statusCode() == 503) {
					refused.countDown();
				}
			}));

			assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(calls.get("/actuator/health").headers().firstValue("Retry-After")).hasValue("1");
			snail.arrive.countDown();
			CompletableFuture.allOf(slow.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

			assertThat(slow).filteredOn((call) -> call.join().statusCode() == 200).hasSize(taken);
			assertThat(calls.get("/actuator/health").statusCode()).isEqualTo(200);
		});
	}

	@Test
	void skipWhatNobodyWaitsForAnyMore() {
		this.runner.withBean(Bell.class).run((context) -> {
			Snail snail = context.getBean(Snail.class);
			HTTPServer server = context.getBean(HTTPServer.class);
			Calls calls = Calls.to(context);
			List<CompletableFuture<HttpResponse<String>>> slow = Stream
				.generate(() -> calls.getAsync("/actuator/snail"))
				.limit(EndpointExecutor.THREADS)
				.toList();
			await().until(() -> snail.crawling.get() == EndpointExecutor.THREADS);
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
				socket.setSoLinger(true, 0);
				socket.getOutputStream()
					.write("GET /actuator/bell HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				await().until(() -> server.stats().requestsActive() == EndpointExecutor.THREADS + 1);
			}
			await().until(() -> server.stats().requestsActive() == EndpointExecutor.THREADS);

			snail.arrive.countDown();
			CompletableFuture.allOf(slow.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

			assertThat(calls.get("/actuator/bell").body()).isEqualTo("1");
		});
	}

	@Test
	void areInterruptedWhenTheContextCloses() throws Exception {
		AtomicReference<Snail> snail = new AtomicReference<>();

		this.runner.withPropertyValues("jtornado.shutdown=immediate").run((context) -> {
			snail.set(context.getBean(Snail.class));
			Calls.to(context).getAsync("/actuator/snail");
			assertThat(snail.get().started.await(10, TimeUnit.SECONDS)).isTrue();
		});

		assertThat(snail.get().interrupted.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Endpoint(id = "snail")
	static class Snail {

		final AtomicInteger crawling = new AtomicInteger();

		final CountDownLatch started = new CountDownLatch(1);

		final CountDownLatch arrive = new CountDownLatch(1);

		final CountDownLatch interrupted = new CountDownLatch(1);

		@ReadOperation(produces = "text/plain")
		String crawl() {
			this.crawling.incrementAndGet();
			this.started.countDown();
			try {
				this.arrive.await(30, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				this.interrupted.countDown();
			}
			return Thread.currentThread().getName();
		}

	}

	@Endpoint(id = "bell")
	static class Bell {

		private final AtomicInteger rung = new AtomicInteger();

		@ReadOperation(produces = "text/plain")
		String ring() {
			return Integer.toString(this.rung.incrementAndGet());
		}

	}

}
