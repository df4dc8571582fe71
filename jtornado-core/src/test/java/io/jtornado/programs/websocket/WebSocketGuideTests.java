package io.jtornado.programs.websocket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestWebSocket;
import io.jtornado.web.Application;
import io.jtornado.websocket.WebSocketBroadcast;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** The handlers that docs/websocket.md shows. */
class WebSocketGuideTests {

	private final WebSocketBroadcast chat = new WebSocketBroadcast();

	private final WebSocketBroadcast quotes = new WebSocketBroadcast();

	private final TestClient client = TestClient.of(new Application(url("/echo", EchoHandler.class),
			url("/chat", ChatHandler.class, () -> new ChatHandler(this.chat)),
			url("/search", SearchHandler.class, () -> new SearchHandler(WebSocketGuideTests::search)),
			url("/quotes", QuotesHandler.class, () -> new QuotesHandler(this.quotes))));

	private static CompletableFuture<List<String>> search(String words) {
		return CompletableFuture.supplyAsync(() -> List.of("all about " + words, "more about " + words));
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "EchoHandler", "ChatHandler", "SearchHandler", "QuotesHandler" })
	void theGuideShowsThemAsTheyAreTested(String name) throws IOException {
		Path root = Path.of("").toAbsolutePath().getParent();
		String file = Files
			.readString(root.resolve("jtornado-core/src/test/java/io/jtornado/programs/websocket/" + name + ".java"));
		String handler = file.substring(file.indexOf("class " + name)).replace("\t", "    ").strip();

		assertThat(Files.readString(root.resolve("docs/websocket.md"))).contains("```java\n" + handler + "\n```");
	}

	@Test
	void anEcho() {
		TestWebSocket socket = this.client.webSocket("/echo");
		socket.send("hello");

		assertThat(socket.receive()).isEqualTo("You said: hello");
	}

	@Test
	void aChat() {
		TestWebSocket ada = this.client.webSocket("/chat?name=Ada");
		assertThat(ada.receive()).isEqualTo("Ada is here");
		TestWebSocket bob = this.client.webSocket("/chat?name=Bob");
		assertThat(ada.receive()).isEqualTo("Bob is here");
		assertThat(bob.receive()).isEqualTo("Bob is here");

		bob.send("hello");
		assertThat(ada.receive()).isEqualTo("Bob: hello");
		assertThat(bob.receive()).isEqualTo("Bob: hello");
		bob.close();
		assertThat(ada.receive()).isEqualTo("Bob has left");
	}

	@Test
	void whatOthersLookUp() {
		TestWebSocket socket = this.client.webSocket("/search");
		socket.send("tea");
		socket.send("coffee");

		assertThat(socket.receive()).isEqualTo("all about tea\nmore about tea");
		assertThat(socket.receive()).isEqualTo("all about coffee\nmore about coffee");
		socket.send(" ");
		assertThat(socket.closeCode()).isEqualTo(1008);
	}

	@Test
	void pagesOfOthersAndASubprotocol() {
		TestWebSocket socket = this.client.request("GET", "/quotes")
			.header("Origin", "https://shop.example.org")
			.header("Sec-WebSocket-Protocol", "quotes.v1, quotes.v2")
			.webSocket();
		assertThat(socket.subprotocol()).isEqualTo("quotes.v2");
		this.quotes.publish("tea 3.10");

		assertThat(socket.receive()).isEqualTo("tea 3.10");
	}

}
