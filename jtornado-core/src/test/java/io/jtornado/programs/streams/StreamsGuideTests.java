package io.jtornado.programs.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestExchange;
import io.jtornado.web.Application;
import io.jtornado.web.EventBroadcast;
import io.jtornado.web.Waiters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** The handlers that docs/streams.md shows. */
class StreamsGuideTests {

	private final EventBroadcast chat = new EventBroadcast();

	private final Messages messages = new Messages();

	private final Waiters waiters = new Waiters();

	private final List<String> rows = IntStream.range(0, 50_000).mapToObj(String::valueOf).toList();

	private final TestClient client = TestClient
		.of(new Application(url("/chat", ChatHandler.class, () -> new ChatHandler(this.chat)),
				url("/rows", RowsHandler.class, () -> new RowsHandler(this.rows)),
				url("/updates", UpdatesHandler.class, () -> new UpdatesHandler(this.messages, this.waiters))));

	@AfterEach
	void close() {
		this.client.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ChatHandler", "RowsHandler", "UpdatesHandler" })
	void theGuideShowsThemAsTheyAreTested(String name) throws IOException {
		Path root = Path.of("").toAbsolutePath().getParent();
		String file = Files
			.readString(root.resolve("jtornado-core/src/test/java/io/jtornado/programs/streams/" + name + ".java"));
		String handler = file.substring(file.indexOf("class " + name)).replace("\t", "    ").strip();

		assertThat(Files.readString(root.resolve("docs/streams.md"))).contains("```java\n" + handler + "\n```");
	}

	@Test
	void aChatByEvents() {
		TestExchange reader = this.client.request("GET", "/chat").send();
		assertThat(reader.readUntil("\n\n")).isEqualTo("event: greeting\ndata: welcome\n\n");

		this.client.request("POST", "/chat").form("text", "one\ntwo").fetch();
		assertThat(reader.readUntil("\n\n")).isEqualTo("data: one\ndata: two\n\n");
	}

	@Test
	void aSourceThatWaitsForItsReader() {
		String events = this.client.fetch("GET", "/rows").text();

		assertThat(events).startsWith("data: 0\n\ndata: 1\n\n").endsWith("data: 49999\n\n");
		assertThat(events.lines().filter((line) -> !line.isEmpty())).hasSize(50_000);
	}

	@Test
	void aChatByLongPolling() {
		TestExchange reader = this.client.request("GET", "/updates").send();
		assertThat(reader.answered()).isFalse();
		this.client.request("POST", "/updates").form("text", "hello").fetch();

		assertThat(reader.response().text()).isEqualTo("hello");
		TestExchange next = this.client.request("GET", "/updates?known=1").send();
		this.client.advance(Duration.ofSeconds(30));
		assertThat(next.response().status()).isEqualTo(204);
	}

}
