package io.jtornado.conformance;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.Refusal;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServerListener;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.RequestCallback;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables in {@code rfc9112.md}, {@code rfc9110.md} and {@code content-codings.md},
 * row by row.
 */
class WireTableTests {

	private static final HTTPServerOptions INFLATING = HTTPServerOptions.DEFAULTS.withDecompressRequest(true);

	private static final Pattern DATE = Pattern
		.compile("\r\nDate: [A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} [\\d:]{8} GMT\r\n");

	private final List<String> served = new ArrayList<>();

	private final List<String> outcome = new ArrayList<>();

	static Stream<WireTable.Exchange> exchanges() {
		return WireTable.exchanges();
	}

	static Stream<WireTable.Exchange> codedExchanges() {
		return WireTable.codedExchanges();
	}

	static Stream<WireTable.Shown> shown() {
		return WireTable.shown();
	}

	@Test
	void readsEveryRow() {
		assertThat(exchanges().count() + codedExchanges().count() + shown().count()).isEqualTo(WireTable.rows().size())
			.isGreaterThan(600);
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
		assertAnsweredAtEverySplit(row, this::serve, HTTPServerOptions.DEFAULTS);
	}

	@ParameterizedTest
	@MethodSource("codedExchanges")
	void inflatesAsTheTableSays(WireTable.Exchange row) {
		assertAnsweredAtEverySplit(row, this::serve, INFLATING);
	}

	@ParameterizedTest
	@MethodSource("exchanges")
	void answersAlikeWhenBodiesAreStreamed(WireTable.Exchange row) {
		assertAnsweredAtEverySplit(row, new StreamingCallback(this::serve), HTTPServerOptions.DEFAULTS);
	}

	@ParameterizedTest
	@MethodSource("exchanges")
	void answersAlikeWhenItInflates(WireTable.Exchange row) {
		assertAnswered(row, this::serve, INFLATING, (client) -> client.send(row.request()));
	}

	private void assertAnsweredAtEverySplit(WireTable.Exchange row, RequestCallback callback,
			HTTPServerOptions options) {
		String request = row.request();
		assertAnswered(row, callback, options, (client) -> client.send(request));
		assertAnswered(row, callback, options,
				(client) -> request.chars().forEach((c) -> client.send(String.valueOf((char) c))));
		for (int cut = 1; cut < request.length(); cut++) {
			int end = cut;
			assertAnswered(row, callback, options, (client) -> {
				client.send(request.substring(0, end));
				client.send(request.substring(end));
			});
		}
	}

	private void assertAnswered(WireTable.Exchange row, RequestCallback callback, HTTPServerOptions options,
			Consumer<TestConnection> send) {
		this.served.clear();
		this.outcome.clear();
		try (TestConnection client = new TestConnection(callback, options)) {
			client.server().addListener(new HTTPServerListener() {
				@Override
				public void onMalformed(Refusal refusal) {
					WireTableTests.this.outcome.add(refusal.tag());
				}
			});
			send.accept(client);
			assertReceived(row, client);
			if (row.answer().endsWith("keep")) {
				assertThat(client.exchange("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 200 ");
			}
		}
	}

	private void assertReceived(WireTable.Exchange row, TestConnection client) {
		String received = client.received();
		List<String> statuses = WireTable.statuses(received);
		boolean ended = client.outputEnded();
		this.outcome.addAll(0, statuses);
		this.outcome.add(ended ? "close" : row.answer().endsWith("more") ? "more" : "keep");

		assertThat(String.join(" ", this.outcome)).as(row.request()).isEqualTo(row.answer());
		assertThat(String.join(" ", this.served)).as(row.request()).isEqualTo(row.seen());
		assertThat(received.contains("Connection: close\r\n")).as(received).isEqualTo(ended);
		long finalAnswers = statuses.stream().filter((status) -> !status.equals("100")).count();
		assertThat(DATE.matcher(received).results()).as(received).hasSize((int) finalAnswers);
	}

	private void serve(HTTPRequest request, byte[] body) {
		this.served.add(request.method() + " " + request.uri() + " " + request.host() + " ["
				+ new String(body, StandardCharsets.ISO_8859_1) + "]");
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), new byte[0]);
	}

	private void serve(HTTPRequest request) {
		serve(request, request.body());
	}

}
