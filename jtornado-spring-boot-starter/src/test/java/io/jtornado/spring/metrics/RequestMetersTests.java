package io.jtornado.spring.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.web.Application;
import io.jtornado.web.Blocking;
import io.jtornado.web.HTTPException;
import io.jtornado.web.RequestHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The two paths of {@code http.server.requests}, watching the same requests.
 */
class RequestMetersTests {

	private final BothPaths both = new BothPaths();

	private final Seen seen = new Seen();

	private final IOLoopGroup loops = IOLoopGroup.of(1);

	private final HttpClient client = HttpClient.newHttpClient();

	private HTTPServer server;

	@BeforeEach
	void listen() throws IOException {
		this.both.observations().observationConfig().observationHandler(this.seen);
		Probe.registry = this.both.observations();
		Application application = Application.builder()
			.add(url("/hello/{name}", HelloHandler.class), url("/fail/(\\d+)", FailHandler.class),
					url("/moved", MovedHandler.class), url("/slow", SlowHandler.class),
					url("/probe/{how}", Probe.class))
			.executor(Executors.newSingleThreadExecutor())
			.observer(this.both)
			.build();
		this.server = new HTTPServer(application, this.loops);
		this.loops.start();
		this.server.listen(0, "127.0.0.1");
	}

	@AfterEach
	void stop() {
		this.server.stop();
		this.server.closeAllConnections();
		this.loops.close();
	}

	@Test
	void agreeOnEveryTagOfEveryRequest() throws Exception {
		call("GET", "/hello/one");
		call("GET", "/hello/two");
		call("HEAD", "/hello/one");
		call("POST", "/hello/one");
		call("DELETE", "/hello/one");
		call("BREW", "/hello/one");
		call("GET", "/none");
		call("GET", "/moved");
		call("GET", "/fail/418");
		call("GET", "/fail/0");
		call("GET", "/fail/1");
		call("OPTIONS", "/hello/one");
		await().until(() -> this.both.count() == 12);

		assertThat(this.both.meters())
			.containsEntry("{error=none, exception=none, method=GET, outcome=SUCCESS, status=200, uri=/hello/{name}}",
					2L)
			.containsEntry("{error=none, exception=none, method=GET, outcome=REDIRECTION, status=302, uri=/moved}", 1L)
			.containsEntry("{error=IllegalStateException, exception=IllegalStateException, method=GET,"
					+ " outcome=SERVER_ERROR, status=500, uri=/fail/(\\d+)}", 1L)
			.hasKeySatisfying(new Condition<>((key) -> key.contains("uri=NOT_FOUND"), "NOT_FOUND"))
			.hasKeySatisfying(new Condition<>((key) -> key.contains("method=UNKNOWN"), "UNKNOWN"));
	}

	@Test
	void agreeOnAClientThatLeft() throws Exception {
		try (Socket client = new Socket(InetAddress.getLoopbackAddress(), this.server.port())) {
			client.getOutputStream().write("GET /slow HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(SlowHandler.started.await(10, TimeUnit.SECONDS)).isTrue();
			// Close by RST: a FIN would be half of a goodbye.
			client.setSoLinger(true, 0);
		}
		await().until(() -> this.both.count() == 1);

		assertThat(this.both.meters().keySet()).allMatch((key) -> key.contains("outcome=UNKNOWN, status=UNKNOWN"));
	}

	@Test
	void findTheSameTimerAgainAfterItWasRemoved() throws Exception {
		call("GET", "/hello/one");
		await().until(() -> BothPaths.count(this.both.timers()) == 1);
		this.both.timers().clear();
		call("GET", "/hello/one");

		await().until(() -> BothPaths.count(this.both.timers()) == 1);
	}

	@Test
	void nameTheObservationAndReadTheTraceOfTheCaller() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri("/hello/one")).header("traceparent", "00-1-2-01").build();
		this.client.send(request, BodyHandlers.ofString());
		await().until(() -> this.seen.stopped.size() == 1);

		JTornadoServerRequestObservationContext context = this.seen.stopped.values().iterator().next();
		assertThat(context.getContextualName()).isEqualTo("http get /hello/{name}");
		assertThat(context.getHighCardinalityKeyValue("http.url").getValue()).isEqualTo("/hello/one");
		assertThat(context.getGetter().get(context.getCarrier(), "traceparent")).isEqualTo("00-1-2-01");
		assertThat(context.getGetter().getAll(context.getCarrier(), "traceparent")).containsExactly("00-1-2-01");
		assertThat(context.getGetter().get(context.getCarrier(), "b3")).isNull();
	}

	@Test
	void keepThePatternThatAnObservationHandlerSet() throws Exception {
		this.seen.pattern = "/renamed";
		call("GET", "/hello/one");
		await().until(() -> this.both.count() == 1);

		assertThat(this.both.observed().get(BothPaths.NAME).timer().getId().getTag("uri")).isEqualTo("/renamed");
	}

	@Test
	void makeTheObservationCurrentWhileTheHandlerRuns() throws Exception {
		assertThat(call("GET", "/probe/here").body()).isEqualTo("true");
		assertThat(call("POST", "/probe/worker").body()).isEqualTo("true");

		CompletableFuture<@Nullable Observation> left = new CompletableFuture<>();
		this.loops.loops().get(0).addCallback(() -> left.complete(this.both.observations().getCurrentObservation()));
		assertThat(left.get(10, TimeUnit.SECONDS)).isNull();
	}

	private HttpResponse<String> call(String method, String path) throws Exception {
		return this.client.send(request(method, path), BodyHandlers.ofString());
	}

	private HttpRequest request(String method, String path) {
		return HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody()).build();
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.server.port() + path);
	}

	private static final class Seen implements ObservationHandler<JTornadoServerRequestObservationContext> {

		private final Map<Object, JTornadoServerRequestObservationContext> stopped = new ConcurrentHashMap<>();

		private volatile @Nullable String pattern;

		@Override
		public void onStart(JTornadoServerRequestObservationContext context) {
			if (this.pattern != null) {
				context.setPathPattern(this.pattern);
			}
		}

		@Override
		public void onStop(JTornadoServerRequestObservationContext context) {
			this.stopped.put(context, context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof JTornadoServerRequestObservationContext;
		}

	}

	static class HelloHandler extends RequestHandler {

		String get(String name) {
			return "hello " + name;
		}

		void post(String name) {
			setStatus(204);
		}

	}

	static class FailHandler extends RequestHandler {

		void get(int status) {
			if (status == 0) {
				throw new IllegalStateException("broken");
			}
			if (status == 1) {
				throw new RuntimeException("nameless") {

					private static final long serialVersionUID = 1L;

				};
			}
			throw new HTTPException(status);
		}

	}

	static class MovedHandler extends RequestHandler {

		void get() {
			redirect("/hello/one");
		}

	}

	static class SlowHandler extends RequestHandler {

		static final CountDownLatch started = new CountDownLatch(1);

		CompletionStage<String> get() {
			started.countDown();
			return new CompletableFuture<>();
		}

	}

	static class Probe extends RequestHandler {

		static volatile ObservationRegistry registry;

		String get(String how) {
			return String.valueOf(registry.getCurrentObservation() != null);
		}

		@Blocking
		String post(String how) {
			return String.valueOf(registry.getCurrentObservation() != null);
		}

	}

}
