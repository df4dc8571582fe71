package io.jtornado.spring;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jtornado.spring.metrics.JTornadoServerRequestObservationContext;
import io.jtornado.web.Authenticated;
import io.jtornado.websocket.WebSocketHandler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * WebSockets of an application, over real sockets, with the client of the JDK.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class WebSocketApplicationTests {

	@Test
	void servesABeanThatIsMadeForEachWebSocket() throws Exception {
		try (ConfigurableApplicationContext context = run()) {
			Heard first = new Heard();
			Heard second = new Heard();
			WebSocket ada = connect(context, "/rooms/tea?name=Ada", first);
			WebSocket bob = connect(context, "/rooms/tea?name=Bob", second);

			ada.sendText("hello", true).join();
			assertThat(first.next()).isEqualTo("tea: Ada says hello");
			bob.sendText("hi", true).join();
			assertThat(second.next()).isEqualTo("tea: Bob says hi");
			ada.sendText("json", true).join();
			assertThat(first.next()).isEqualTo("{\"from\":\"Ada\",\"text\":\"json\"}");
			ada.sendClose(1000, "bye").join();
			await().until(() -> context.getBean(Diary.class).lines.contains("Ada left 1000 bye"));
		}
	}

	@Test
	void isMeasuredAsTheRequestThatItBeganAs() throws Exception {
		try (ConfigurableApplicationContext context = run("--management.defaults.metrics.export.enabled=true")) {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			WebSocket socket = connect(context, "/rooms/tea?name=Ada", new Heard());

			await().until(() -> handshakes(meters) == 1);
			assertThat(meters.get("jtornado.websocket.sessions").gauge().value()).isEqualTo(1);
			assertThat(meters.get("http.server.requests.active").gauge().value()).isZero();
			assertThat(meters.get("jtornado.connections.active").gauge().value()).isEqualTo(1);
			socket.sendClose(1000, "").join();
			await().until(() -> meters.get("jtornado.connections.active").gauge().value() == 0);
			assertThat(meters.get("jtornado.websocket.sessions").gauge().value()).isZero();
			assertThat(handshakes(meters)).isEqualTo(1);
		}
	}

	private static long handshakes(MeterRegistry meters) {
		Timer timer = meters.find("http.server.requests")
			.tags("method", "GET", "uri", "/rooms/{room}", "status", "101", "exception", "none")
			.timer();
		return (timer != null) ? timer.count() : 0;
	}

	@Test
	void isObservedUntilItsHandshake() throws Exception {
		try (ConfigurableApplicationContext context = application(Observed.class).run()) {
			connect(context, "/rooms/tea?name=Ada", new Heard());

			assertThat(context.getBean(Observed.class).ended.poll(20, TimeUnit.SECONDS))
				.isEqualTo("http get /rooms/{room} 101");
		}
	}

	@Test
	void saysGoodbyeWhenTheApplicationEnds(CapturedOutput output) throws Exception {
		Heard heard = new Heard();
		Diary diary;
		try (ConfigurableApplicationContext context = run()) {
			diary = context.getBean(Diary.class);
			connect(context, "/rooms/tea?name=Ada", heard);
			context.close();
		}

		assertThat(heard.next()).isEqualTo("closed 1001 ");
		assertThat(diary.lines).containsExactly("Ada left 1001");
		assertThat(output).contains("1 finished, 0 aborted");
	}

	@Test
	void isServedByTls() throws Exception {
		List<String> bundle = Arrays.stream(TestKeys.LOCALHOST.bundle("web")).map((each) -> "--" + each).toList();
		List<String> arguments = new ArrayList<>(bundle);
		arguments.add("--jtornado.ssl.bundle=web");
		try (ConfigurableApplicationContext context = run(arguments.toArray(String[]::new))) {
			Heard heard = new Heard();
			WebSocket socket = HttpClient.newBuilder()
				.sslContext(TestKeys.LOCALHOST.trustingContext())
				.build()
				.newWebSocketBuilder()
				.buildAsync(URI.create("wss://localhost:" + port(context) + "/rooms/tea?name=Ada"), heard)
				.join();

			socket.sendText("x".repeat(100_000), true).join();
			assertThat(heard.next()).isEqualTo("tea: Ada says " + "x".repeat(100_000));
		}
	}

	@Test
	void asksWhoConnects() {
		try (ConfigurableApplicationContext context = run()) {
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> connect(context, "/club", new Heard()));
			assertThat(context.getBean(Diary.class).lines).isEmpty();
		}
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return application().run(arguments);
	}

	private static SpringApplication application(Class<?>... more) {
		SpringApplication application = new SpringApplication(Config.class, Diary.class, RoomHandler.class,
				ClubHandler.class);
		application.setDefaultProperties(Map.of("spring.main.banner-mode", "off", "jtornado.loops", 1, "jtornado.port",
				0, "jtornado.login-url", "/login"));
		application.addPrimarySources(List.of(more));
		return application;
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.jtornado.port", Integer.class);
	}

	private static WebSocket connect(ConfigurableApplicationContext context, String path, Heard heard) {
		return HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://127.0.0.1:" + port(context) + path), heard)
			.join();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Config {

	}

	@Component
	static class Diary {

		private final Queue<String> lines = new ConcurrentLinkedQueue<>();

	}

	@Handler("/rooms/{room}")
	static class RoomHandler extends WebSocketHandler {

		record Said(String from, String text) {

		}

		private final Diary diary;

		RoomHandler(Diary diary) {
			this.diary = diary;
		}

		@Override
		protected @Nullable CompletionStage<?> onMessage(String message) {
			String name = argument("name");
			return message.equals("json") ? writeJsonMessage(new Said(name, message))
					: writeMessage(pathArgument(0) + ": " + name + " says " + message);
		}

		@Override
		protected void onClose(int code, String reason) {
			this.diary.lines.add((argument("name") + " left " + code + " " + reason).strip());
		}

	}

	@Handler("/club")
	@Authenticated
	static class ClubHandler extends WebSocketHandler {

		private final Diary diary;

		ClubHandler(Diary diary) {
			this.diary = diary;
		}

		@Override
		protected @Nullable CompletionStage<?> open() {
			this.diary.lines.add("somebody came");
			return null;
		}

	}

	/** Tells what was observed. */
	@Component
	static final class Observed implements ObservationHandler<Observation.Context> {

		private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

		@Override
		public void onStop(Observation.Context context) {
			this.ended.add(context.getContextualName() + " " + context.getLowCardinalityKeyValue("status").getValue());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof JTornadoServerRequestObservationContext;
		}

	}

	/** Writes down what it hears. */
	private static final class Heard implements WebSocket.Listener {

		private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

		private final StringBuilder text = new StringBuilder();

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				this.messages.add(this.text.toString());
				this.text.setLength(0);
			}
			socket.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
			this.messages.add("closed " + code + " " + reason);
			return null;
		}

		@Nullable String next() throws InterruptedException {
			return this.messages.poll(20, TimeUnit.SECONDS);
		}

	}

}
