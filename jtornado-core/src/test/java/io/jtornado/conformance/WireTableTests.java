package io.jtornado.conformance;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.Refusal;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServerListener;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables in {@code rfc9112.md} and {@code rfc9110.md}, row by row. */
class WireTableTests {

	private final List<String> served = new ArrayList<>();

	private final List<String> outcome = new ArrayList<>();

	static Stream<WireTable.Exchange> exchanges() {
		return WireTable.exchanges();
	}

	static Stream<WireTable.Shown> shown() {
		return WireTable.shown();
	}

	@Test
	void readsEveryRow() {
		assertThat(exchanges().count() + shown().count()).isEqualTo(WireTable.rows().size()).isGreaterThan(300);
	}

	@ParameterizedTest
	@MethodSource("shown")
	void namesATest(WireTable.Shown row) throws ClassNotFoundException {
		Method[] methods = Class.forName("io.jtornado." + row.test()).getDeclaredMethods();

		assertThat(methods).filteredOn((method) -> method.getName().equals(row.method()))
			.singleElement()
			.matches((method) -> method.isAnnotationPresent(Test.class)
					|| method.isAnnotationPresent(ParameterizedTest.class));
	}

	@ParameterizedTest
	@MethodSource("exchanges")
	void answersAsTheTableSays(WireTable.Exchange row) {
		String request = row.request();
		assertAnswered(row, (client) -> client.send(request));
		assertAnswered(row, (client) -> request.chars().forEach((c) -> client.send(String.valueOf((char) c))));
		for (int cut = 1; cut < request.length(); cut++) {
			int end = cut;
			assertAnswered(row, (client) -> {
				client.send(request.substring(0, end));
				client.send(request.substring(end));
			});
		}
	}

	private void assertAnswered(WireTable.Exchange row, Consumer<TestConnection> send) {
		this.served.clear();
		this.outcome.clear();
		try (TestConnection client = new TestConnection(this::serve)) {
			client.server().addListener(new HTTPServerListener() {
				@Override
				public void onMalformed(Refusal refusal) {
					WireTableTests.this.outcome.add(refusal.tag());
				}
			});
			send.accept(client);
			String received = client.received();
			this.outcome.addAll(0, WireTable.statuses(received));
			boolean ended = client.outputEnded();
			this.outcome.add(ended ? "close" : row.answer().endsWith("more") ? "more" : "keep");

			assertThat(String.join(" ", this.outcome)).as(row.request()).isEqualTo(row.answer());
			assertThat(String.join(" ", this.served)).as(row.request()).isEqualTo(row.seen());
			assertThat(received.contains("Connection: close\r\n")).as(received).isEqualTo(ended);
			if (row.answer().endsWith("keep")) {
				assertThat(client.exchange("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 200 ");
			}
		}
	}

	private void serve(HTTPRequest request) {
		this.served.add(request.method() + " " + request.uri() + " " + request.host() + " ["
				+ new String(request.body(), StandardCharsets.ISO_8859_1) + "]");
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[0]);
	}

}
