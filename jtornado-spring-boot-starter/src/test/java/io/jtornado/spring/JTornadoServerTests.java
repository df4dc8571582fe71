package io.jtornado.spring;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.spring.served.ServedApplication;
import io.jtornado.web.RequestHandler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class JTornadoServerTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void takesThePortOfBootIfItHasNoneOfItsOwn() throws Exception {
		try (ConfigurableApplicationContext context = run("--server.port=0")) {
			assertThat(port(context)).isNotEqualTo(8888);
			assertThat(get(context, "/thread").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void listensOnTheAddressItIsTold() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.port=0", "--jtornado.address=127.0.0.1")) {
			assertThat(get(context, "/hello/Ada").body()).contains("Hello, Ada");
		}
	}

	@Test
	void saysWhatToDoIfThePortIsTaken(CapturedOutput output) throws Exception {
		try (ServerSocket taken = new ServerSocket(0)) {
			Set<Thread> before = loopThreads();

			assertThatException().isThrownBy(() -> run("--jtornado.port=" + taken.getLocalPort()))
				.satisfies((ex) -> assertThat(ex).hasCauseInstanceOf(PortInUseException.class));

			assertThat(loopThreads()).isSubsetOf(before);

			assertThat(output).contains(
					"Web server failed to start. Port " + taken.getLocalPort() + " was already in use.",
					"or configure this application to listen on another port");
		}
	}

	@Test
	void startsLazily() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.port=0",
				"--spring.main.lazy-initialization=true")) {
			assertThat(get(context, "/hello/Ada").body()).contains("Hello, Ada");
		}
	}

	@Test
	void freesThePortWhenTheContextIsClosed() throws Exception {
		ConfigurableApplicationContext context = run("--jtornado.port=0");
		int port = port(context);
		assertThat(get(context, "/hello/Ada").statusCode()).isEqualTo(200);
		context.close();

		try (ConfigurableApplicationContext again = run("--jtornado.port=" + port)) {
			assertThat(get(again, "/hello/Bob").body()).contains("Hello, Bob");
		}
	}

	@Test
	void endsItsThreadsWhenTheContextIsClosed() {
		Set<Thread> before = loopThreads();

		run("--jtornado.port=0").close();

		// The watch of the loops is told to end, and not waited for.
		Awaitility.await().untilAsserted(() -> assertThat(loopThreads()).isSubsetOf(before));
	}

	@Test
	void endsItsThreadsWhenALoopClosesTheContext() {
		Set<Thread> before = loopThreads();
		ConfigurableApplicationContext context = run("--jtornado.port=0", "--jtornado.shutdown=immediate",
				"--jtornado.loops=2");

		context.getBean(IOLoopGroup.class).loops().get(1).addCallback(context::close);

		Awaitility.await().untilAsserted(() -> assertThat(loopThreads()).isSubsetOf(before));
	}

	@Test
	void listensAgainAfterAStop() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.port=0")) {
			context.stop();
			context.start();

			assertThat(get(context, "/hello/Ada").body()).contains("Hello, Ada");
		}
	}

	@Test
	void answersRequestsInFlightBeforeItStops() throws Exception {
		ConfigurableApplicationContext context = run("--jtornado.port=0");
		Slow slow = context.getBean(Slow.class);
		CompletableFuture<HttpResponse<String>> answer = this.client.sendAsync(request(context, "/slow"),
				BodyHandlers.ofString());
		slow.entered.await();

		int port = port(context);
		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
		Awaitility.await().until(() -> refusesConnections(port));
		assertThat(slow.readiness).last().isEqualTo(ReadinessState.REFUSING_TRAFFIC);
		assertThat(closed).isNotDone();
		slow.result.complete("at last");

		assertThat(answer.get().statusCode()).isEqualTo(200);
		assertThat(answer.get().body()).isEqualTo("at last");
		closed.get();
	}

	@Test
	void abortsRequestsThatOutlastTheTimeout(CapturedOutput output) throws Exception {
		ConfigurableApplicationContext context = run("--jtornado.port=0",
				"--spring.lifecycle.timeout-per-shutdown-phase=100ms");
		CompletableFuture<HttpResponse<String>> answer = this.client.sendAsync(request(context, "/slow"),
				BodyHandlers.ofString());
		context.getBean(Slow.class).entered.await();

		context.close();

		assertThat(answer).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.havingRootCause()
			.isInstanceOf(IOException.class);
		assertThat(output).contains("Graceful shutdown aborted with one or more requests still active");
	}

	@Test
	void waitsForNobodyIfShutdownIsImmediate() throws Exception {
		ConfigurableApplicationContext context = run("--jtornado.port=0", "--jtornado.shutdown=immediate");
		CompletableFuture<HttpResponse<String>> answer = this.client.sendAsync(request(context, "/slow"),
				BodyHandlers.ofString());
		context.getBean(Slow.class).entered.await();

		context.close();

		assertThat(answer).failsWithin(Duration.ofSeconds(10));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void runsBlockingVerbsOnVirtualThreadsIfTheyAreEnabled() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.port=0",
				"--spring.threads.virtual.enabled=true")) {
			assertThat(get(context, "/thread").body()).startsWith("VirtualThread");
		}
	}

	private ConfigurableApplicationContext run(String... arguments) {
		SpringApplication application = new SpringApplication(ServedApplication.class, Slow.class, SlowHandler.class);
		application.setDefaultProperties(Map.of("spring.main.banner-mode", "off"));
		return application.run(arguments);
	}

	private static int port(ConfigurableApplicationContext context) {
		Environment environment = context.getEnvironment();
		int port = environment.getRequiredProperty("local.jtornado.port", Integer.class);
		assertThat(environment.getProperty("local.server.port", Integer.class)).isEqualTo(port);
		return port;
	}

	private static HttpRequest request(ConfigurableApplicationContext context, String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(context) + path)).build();
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		return this.client.send(request(context, path), BodyHandlers.ofString());
	}

	private static Set<Thread> loopThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("ioloop"))
			.collect(Collectors.toSet());
	}

	private static boolean refusesConnections(int port) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			return false;
		}
		catch (ConnectException ex) {
			return true;
		}
	}

	static class Slow {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CompletableFuture<String> result = new CompletableFuture<>();

		private final List<ReadinessState> readiness = new ArrayList<>();

		@EventListener
		void on(AvailabilityChangeEvent<ReadinessState> event) {
			this.readiness.add(event.getState());
		}

	}

	@Handler("/slow")
	static class SlowHandler extends RequestHandler {

		private final Slow slow;

		SlowHandler(Slow slow) {
			this.slow = slow;
		}

		CompletionStage<String> get() {
			this.slow.entered.countDown();
			return this.slow.result;
		}

	}

}
