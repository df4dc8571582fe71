package io.jtornado.spring.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.web.Application;
import io.jtornado.web.EventStream;
import io.jtornado.web.EventStreamOptions;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.ServerEvent;
import io.jtornado.web.SlowReader;
import io.jtornado.web.URLSpec;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class JTornadoMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final IOLoopGroup loops = IOLoopGroup.of(1);

	private final JTornadoMetrics metrics = new JTornadoMetrics(Tags.of("team", "ducks"));

	private final HTTPServer server = new HTTPServer(new Application(URLSpec.url("/", HelloHandler.class),
			URLSpec.url("/events", EventsHandler.class), URLSpec.url("/hasty", HastyHandler.class)), this.loops);

	@BeforeEach
	void listen() throws IOException {
		this.metrics.add(this.server);
		this.metrics.bindTo(this.registry);
		this.metrics.add(this.loops);
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
	void registersEveryMeterFromTheStart() {
		assertThat(this.registry.getMeters()).extracting(JTornadoMetricsTests::nameAndTags)
			.contains("jtornado.connections.active{listener=http}", "jtornado.connections.idle{listener=http}",
					"jtornado.connections.accepted{listener=http}", "jtornado.connections.duration{listener=http}",
					"jtornado.buffers.read{}", "jtornado.buffers.write{}", "jtornado.buffers.pooled{}",
					"jtornado.bytes.received{}", "jtornado.bytes.sent{}",
					"jtornado.ioloop.callbacks.pending{loop=ioloop-0}", "jtornado.ioloop.lag{loop=ioloop-0}",
					"jtornado.ioloop.busy{loop=ioloop-0}", "jtornado.ioloop.blocked{loop=ioloop-0}",
					"jtornado.event-streams.open{}", "jtornado.event-streams.sent{}",
					"jtornado.event-streams.dropped{}", "jtornado.event-streams.too-slow{}",
					"jtornado.compression.streams{}", "jtornado.compression.refused{}", "jtornado.compression.taken{}",
					"jtornado.compression.given{}", "jtornado.static-files.held{}", "jtornado.static-files.hits{}",
					"jtornado.static-files.misses{}", "jtornado.requests.timed-out{}", "jtornado.websocket.sessions{}",
					"jtornado.websocket.messages{direction=received}", "jtornado.requests.malformed{reason=host}",
					"jtornado.requests.malformed{reason=head-too-large}");
		assertThat(this.registry.getMeters()).allMatch((meter) -> "ducks".equals(meter.getId().getTag("team")));
	}

	@Test
	void tagsWithClosedSets() {
		assertThat(values("jtornado.connections.closed", "reason")).containsExactlyInAnyOrder("client", "server",
				"idle", "timeout", "error", "shutdown");
		assertThat(values("jtornado.connections.rejected", "reason")).containsExactlyInAnyOrder("limit", "memory",
				"draining", "tls", "proxy");
		assertThat(values("jtornado.connections.timed-out", "phase")).containsExactlyInAnyOrder("handshake", "header",
				"body", "write", "close");
		assertThat(values("jtornado.websocket.messages", "direction")).containsExactlyInAnyOrder("received", "sent");
		assertThat(values("jtornado.websocket.broken-off", "reason")).containsExactlyInAnyOrder("ping-timeout",
				"stalled", "too-big", "too-slow", "violation");
	}

	@Test
	void countsConnectionsAndBytes() throws IOException {
		String answer = "";
		try (Socket client = connect()) {
			send(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
			answer = readUntil(client, "hello");

			assertThat(gauge("jtornado.connections.active")).isEqualTo(1);
			assertThat(counter("jtornado.connections.accepted")).isEqualTo(1);
			await().until(() -> gauge("jtornado.connections.idle") == 1);
		}

		await().until(() -> gauge("jtornado.connections.active") == 0);
		await().until(() -> closed("client") == 1);
		assertThat(this.registry.get("jtornado.connections.duration").timer().count()).isEqualTo(1);
		assertThat(counter("jtornado.bytes.received")).isEqualTo(27);
		assertThat(counter("jtornado.bytes.sent")).isEqualTo(answer.length());
		assertThat(this.registry.get("jtornado.ioloop.lag").functionTimer().count()).isPositive();
	}

	@Test
	void countsBytesOnceForServersOnTheSameLoops() throws IOException {
		HTTPServer further = new HTTPServer(new Application(URLSpec.url("/", HelloHandler.class)), this.loops,
				HTTPServerOptions.DEFAULTS.withName("further"));
		this.metrics.add(further);
		further.listen(0, "127.0.0.1");

		try (Socket first = connect(); Socket second = new Socket(InetAddress.getLoopbackAddress(), further.port())) {
			for (Socket client : List.of(first, second)) {
				send(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
				readUntil(client, "hello");
			}
		}
		finally {
			further.stop();
		}

		assertThat(counter("jtornado.bytes.received")).isEqualTo(2 * 27);
	}

	@Test
	void countsEventStreamsAndTheirEvents() throws IOException {
		try (Socket client = connect()) {
			send(client, "GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
			readUntil(client, "data: hello");

			await().until(() -> gauge("jtornado.event-streams.open") == 1);
			assertThat(counter("jtornado.event-streams.sent")).isEqualTo(1);
			assertThat(counter("jtornado.event-streams.dropped")).isZero();
			assertThat(counter("jtornado.event-streams.too-slow")).isZero();
		}
	}

	@Test
	void countsStreamsThatEndForSlowReaders() throws IOException {
		try (Socket client = connect()) {
			send(client, "GET /hasty HTTP/1.1\r\nHost: a\r\n\r\n");
			await().until(() -> counter("jtornado.event-streams.too-slow") == 1);

			assertThat(counter("jtornado.event-streams.dropped")).isEqualTo(2);
			assertThat(gauge("jtornado.event-streams.open")).isZero();
		}
	}

	@Test
	void countsWhatTheParserRefuses() throws IOException {
		try (Socket client = connect()) {
			send(client, "GET / HTTP/1.1\r\n\r\n");
			readUntil(client, "400");
		}

		await().until(() -> this.registry.get("jtornado.requests.malformed")
			.tag("reason", "host")
			.functionCounter()
			.count() == 1);
	}

	@Test
	void servesSeveralRegistries() throws IOException {
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		JTornadoMetrics metrics = new JTornadoMetrics(List.of());
		HTTPServer server = new HTTPServer(new Application(URLSpec.url("/", HelloHandler.class)), this.loops);
		metrics.bindTo(this.registry);
		metrics.bindTo(other);
		metrics.add(server);

		server.listen(0, "127.0.0.1");
		try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			send(client, "GET / HTTP/1.0\r\n\r\n");
			readUntil(client, "hello");
		}
		finally {
			server.stop();
		}

		await().until(() -> other.get("jtornado.connections.duration").timer().count() == 1);
		assertThat(other.get("jtornado.connections.closed").tag("reason", "server").functionCounter().count())
			.isEqualTo(1);
	}

	private Socket connect() throws IOException {
		return new Socket(InetAddress.getLoopbackAddress(), this.server.port());
	}

	private static void send(Socket client, String text) throws IOException {
		client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static String readUntil(Socket client, String end) throws IOException {
		InputStream in = client.getInputStream();
		StringBuilder text = new StringBuilder();
		for (int next = in.read(); next >= 0; next = in.read()) {
			text.append((char) next);
			if (text.indexOf(end) >= 0) {
				return text.toString();
			}
		}
		throw new IOException("The answer ended before \"" + end + "\": " + text);
	}

	private double gauge(String name) {
		return this.registry.get(name).gauge().value();
	}

	private double counter(String name) {
		return this.registry.get(name).functionCounter().count();
	}

	private double closed(String reason) {
		return this.registry.get("jtornado.connections.closed").tag("reason", reason).functionCounter().count();
	}

	private List<String> values(String name, String tag) {
		return this.registry.get(name).meters().stream().map((meter) -> meter.getId().getTag(tag)).toList();
	}

	private static String nameAndTags(Meter meter) {
		List<String> tags = meter.getId()
			.getTags()
			.stream()
			.filter((tag) -> !tag.getKey().equals("team"))
			.map((Tag tag) -> tag.getKey() + "=" + tag.getValue())
			.toList();
		return meter.getId().getName() + "{" + String.join(",", tags) + "}";
	}

	static class EventsHandler extends RequestHandler {

		void get() {
			EventStream.open(this).send(ServerEvent.of("hello"));
		}

	}

	static class HelloHandler extends RequestHandler {

		String get() {
			return "hello";
		}

	}

	static final class HastyHandler extends RequestHandler {

		void get() {
			EventStream stream = EventStream.open(this,
					EventStreamOptions.DEFAULTS.withMaxQueued(1).withSlowReader(SlowReader.CLOSE));
			ServerEvent large = ServerEvent.of("x".repeat(16 << 20)); // more than sockets
																		// hold
			for (int i = 0; i < 3; i++) {
				stream.send(large);
			}
		}

	}

}
