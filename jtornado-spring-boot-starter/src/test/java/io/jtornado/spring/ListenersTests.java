package io.jtornado.spring;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.RefusalPage;
import io.jtornado.httpserver.RefusalRenderer;
import io.jtornado.spring.served.ServedApplication;
import io.jtornado.web.RequestHandler;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Several listeners by properties, over real sockets.
 */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class ListenersTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void serveTheSameApplicationEachWithItsOwnSettings() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.port=0", "--jtornado.max-body-size=100B",
				"--jtornado.server-header=inherited", "--jtornado.listeners[0].name=uploads",
				"--jtornado.listeners[0].port=0", "--jtornado.listeners[0].max-body-size=1KB",
				"--jtornado.listeners[1].port=0", "--jtornado.listeners[1].server-header=own")) {
			int main = port(context, "local.jtornado.port");
			int uploads = port(context, "local.jtornado.uploads.port");
			int second = port(context, "local.jtornado.listener-1.port");

			assertThat(post(main, 500).statusCode()).isEqualTo(413);
			assertThat(post(uploads, 500).statusCode()).isEqualTo(200);
			assertThat(post(second, 500).statusCode()).isEqualTo(413);
			assertThat(post(main, 50).headers().allValues("server")).containsExactly("inherited");
			assertThat(post(uploads, 50).headers().allValues("server")).containsExactly("inherited");
			assertThat(post(second, 50).headers().allValues("server")).containsExactly("own");
		}
	}

	@Test
	void inflateRequestsWhereTheyAreToldTo() throws Exception {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
			gzip.write(new byte[500]);
		}
		try (ConfigurableApplicationContext context = run("--jtornado.port=0", "--jtornado.decompress-request=true",
				"--jtornado.listeners[0].port=0", "--jtornado.listeners[0].decompress-request=false")) {
			for (String[] expected : new String[][] { { "local.jtornado.port", "500" },
					{ "local.jtornado.listener-0.port", String.valueOf(packed.size()) } }) {
				HttpRequest request = request(port(context, expected[0]), "/size").header("Content-Encoding", "gzip")
					.POST(BodyPublishers.ofByteArray(packed.toByteArray()))
					.build();
				assertThat(this.client.send(request, BodyHandlers.ofString()).body()).isEqualTo(expected[1]);
			}
		}
	}

	@Test
	void areFoundByTheirNames() {
		try (ConfigurableApplicationContext context = run("--jtornado.port=0", "--jtornado.listeners[0].name=uploads",
				"--jtornado.listeners[0].port=0")) {
			JTornadoWebServer server = context.getBean(JTornadoWebServer.class);

			assertThat(server.server("uploads").port()).isEqualTo(port(context, "local.jtornado.uploads.port"));
			assertThat(server.server("http")).isSameAs(context.getBean(HTTPServer.class));
			assertThatIllegalArgumentException().isThrownBy(() -> server.server("other"))
				.withMessageContaining("no listener 'other'");
		}
	}

	@Test
	void areMeasuredUnderTheirNames() throws Exception {
		try (ConfigurableApplicationContext context = run("--jtornado.port=0", "--jtornado.listeners[0].name=uploads",
				"--jtornado.listeners[0].port=0", "--management.defaults.metrics.export.enabled=true")) {
			post(port(context, "local.jtornado.uploads.port"), 1);

			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(accepted(registry, "uploads")).isEqualTo(1);
			assertThat(accepted(registry, "http")).isZero();
			await().until(() -> registry.get("jtornado.bytes.received").functionCounter().count() > 0);
		}
	}

	@Test
	void areCustomizedOneByOne() {
		try (ConfigurableApplicationContext context = run(Customized.class, "--jtornado.port=0",
				"--jtornado.listeners[0].name=uploads", "--jtornado.listeners[0].port=0")) {
			assertThat(context.getBean(Customized.class).names).containsExactly("http", "uploads");
			assertThat(context.getBean(Customized.class).servers)
				.containsExactlyElementsOf(context.getBean(JTornadoWebServer.class)
					.listeners()
					.stream()
					.map(JTornadoListener::server)
					.toList());
		}
	}

	@Test
	void mayNotAllBeGivenTheSameName() {
		assertThatException()
			.isThrownBy(() -> run(Renamed.class, "--jtornado.port=0", "--jtornado.listeners[0].port=0"))
			.satisfies((ex) -> assertThat(ex).rootCause().hasMessageContaining("Two listeners have the name 'same'"));
	}

	@Test
	void sayWhichOfThemFoundItsPortTakenAndFreeThoseOfTheOthers(CapturedOutput output) throws Exception {
		int free;
		try (ServerSocket socket = new ServerSocket(0)) {
			free = socket.getLocalPort();
		}
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String[] arguments = { "--jtornado.address=127.0.0.1", "--jtornado.port=" + free,
					"--jtornado.listeners[0].name=admin", "--jtornado.listeners[0].port=" + taken.getLocalPort() };

			assertThatException().isThrownBy(() -> run(arguments));

			assertThat(output).contains("Port " + taken.getLocalPort() + " of listener 'admin' was already in use",
					"configure this listener to listen on another port");
			new ServerSocket(free, 1, InetAddress.getLoopbackAddress()).close();
		}
	}

	@Test
	void answerWithThePageOfTheApplicationWhatTheEngineRefuses() throws Exception {
		try (ConfigurableApplicationContext context = run(Rendered.class, "--jtornado.port=0",
				"--jtornado.listeners[0].port=0")) {
			for (String property : List.of("local.jtornado.port", "local.jtornado.listener-0.port")) {
				try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port(context, property))) {
					client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
					assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
						.startsWith("HTTP/1.1 400 ")
						.contains("Content-Type: text/x-page")
						.endsWith("400 host");
				}
			}
		}
	}

	@Test
	void finishTheirRequestsTogetherBeforeTheyStop() throws Exception {
		ConfigurableApplicationContext context = run(Slow.class, "--jtornado.port=0",
				"--jtornado.listeners[0].name=uploads", "--jtornado.listeners[0].port=0");
		Slow slow = context.getBean(Slow.class);
		JTornadoWebServer server = context.getBean(JTornadoWebServer.class);
		CompletableFuture<HttpResponse<String>> main = slow(port(context, "local.jtornado.port"));
		CompletableFuture<HttpResponse<String>> further = slow(port(context, "local.jtornado.uploads.port"));
		slow.entered.await();

		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
		await().until(() -> server.listeners().stream().allMatch((listener) -> listener.port() == -1));
		assertThat(closed).isNotDone();
		slow.result.complete("at last");

		assertThat(main.get().body()).isEqualTo("at last");
		assertThat(further.get().body()).isEqualTo("at last");
		closed.get();
	}

	private ConfigurableApplicationContext run(String... arguments) {
		return run(Object.class, arguments);
	}

	private ConfigurableApplicationContext run(Class<?> more, String... arguments) {
		SpringApplication application = new SpringApplication(ServedApplication.class, EchoHandler.class,
				SlowHandler.class, more);
		application.setDefaultProperties(Map.of("spring.main.banner-mode", "off", "jtornado.loops", 2));
		return application.run(arguments);
	}

	private HttpResponse<String> post(int port, int size) throws Exception {
		return this.client.send(request(port, "/size").POST(BodyPublishers.ofByteArray(new byte[size])).build(),
				BodyHandlers.ofString());
	}

	private CompletableFuture<HttpResponse<String>> slow(int port) {
		return this.client.sendAsync(request(port, "/slow").build(), BodyHandlers.ofString());
	}

	private static HttpRequest.Builder request(int port, String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.version(HttpClient.Version.HTTP_1_1);
	}

	private static int port(ConfigurableApplicationContext context, String property) {
		return context.getEnvironment().getRequiredProperty(property, Integer.class);
	}

	private static double accepted(MeterRegistry registry, String listener) {
		return registry.get("jtornado.connections.accepted").tag("listener", listener).functionCounter().count();
	}

	@Handler("/size")
	static class EchoHandler extends RequestHandler {

		int post() {
			return request().body().length;
		}

	}

	@Handler("/slow")
	static class SlowHandler extends RequestHandler {

		private final Slow slow;

		SlowHandler(Slow slow) {
			this.slow = slow;
		}

		CompletableFuture<String> get() {
			this.slow.entered.countDown();
			return this.slow.result;
		}

	}

	static class Slow {

		private final CountDownLatch entered = new CountDownLatch(2);

		private final CompletableFuture<String> result = new CompletableFuture<>();

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized {

		private final List<String> names = new ArrayList<>();

		private final List<HTTPServer> servers = new ArrayList<>();

		@Bean
		HTTPServerCustomizer recorder() {
			return new HTTPServerCustomizer() {

				@Override
				public HTTPServerOptions customize(HTTPServerOptions options) {
					Customized.this.names.add(options.name());
					return options;
				}

				@Override
				public void customize(HTTPServer server) {
					Customized.this.servers.add(server);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Rendered {

		@Bean
		RefusalRenderer renderer() {
			return (status, refusal) -> new RefusalPage(HTTPHeaders.of("Content-Type", "text/x-page"),
					(status + " " + refusal.tag()).getBytes(StandardCharsets.US_ASCII));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Renamed {

		@Bean
		HTTPServerCustomizer renamer() {
			return (options) -> options.withName("same");
		}

	}

}
