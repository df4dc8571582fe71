package io.jtornado.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.Refusal;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServerListener;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The table in {@code rfc9112.md}, row by row. */
class WireTableTests {

	private static final Pattern ROW = Pattern
		.compile("\\| (911\\d [\\d.]+) \\| (.+?) \\| `(.+)` \\| ([\\w -]+) \\| (?:`(.*)` )?\\|");

	private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) [^\r\n]*\r\n");

	private final List<String> served = new ArrayList<>();

	private final List<String> outcome = new ArrayList<>();

	static Stream<Arguments> rows() throws IOException {
		try (InputStream in = WireTableTests.class.getResourceAsStream("rfc9112.md")) {
			List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> line.startsWith("| 9"))
				.toList();
			return lines.stream().map((line) -> {
				Matcher row = ROW.matcher(line);
				assertThat(row.matches()).as(line).isTrue();
				return arguments(row.group(1) + ": " + row.group(2), bytes(row.group(3)), row.group(4),
						(row.group(5) != null) ? row.group(5) : "");
			});
		}
	}

	private static String bytes(String text) {
		return text.replace("⏎", "\r\n").replace('␍', '\r').replace('␊', '\n').replace('␀', '\0').replace('→', '\t');
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rows")
	void answersAsTheTableSays(String rule, String request, String answer, String seen) {
		assertAnswered(request, answer, seen, (client) -> client.send(request));
		assertAnswered(request, answer, seen,
				(client) -> request.chars().forEach((c) -> client.send(String.valueOf((char) c))));
		for (int cut = 1; cut < request.length(); cut++) {
			int end = cut;
			assertAnswered(request, answer, seen, (client) -> {
				client.send(request.substring(0, end));
				client.send(request.substring(end));
			});
		}
	}

	private void assertAnswered(String request, String answer, String seen, Consumer<TestConnection> send) {
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
			List<String> statuses = STATUS.matcher(received).results().map((match) -> match.group(1)).toList();
			this.outcome.addAll(0, statuses);
			boolean ended = client.outputEnded();
			this.outcome.add(ended ? "close" : answer.endsWith("more") ? "more" : "keep");

			assertThat(String.join(" ", this.outcome)).as(request).isEqualTo(answer);
			assertThat(String.join(" ", this.served)).as(request).isEqualTo(seen);
			assertThat(received.contains("Connection: close\r\n")).as(received).isEqualTo(ended);
			if (answer.endsWith("keep")) {
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
