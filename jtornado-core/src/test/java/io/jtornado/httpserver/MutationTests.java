package io.jtornado.httpserver;

import java.util.List;
import java.util.Random;
import java.util.Set;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Valid requests with something wrong, cut and answered in many ways. Every case depends
 * on its number alone, which a failure names.
 */
class MutationTests {

	private static final int CASES = 10_000;

	private static final long SEED = 20_260_101;

	private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

	private static final String VALID = "GET /valid HTTP/1.1\r\nHost: a\r\n\r\n";

	private static final Set<Integer> STATUSES = Set.of(200, 400, 413, 414, 417, 431, 501, 505);

	private static final List<String> WORDS = List.of("\r\n", "\r", "\n", "\u0000", " ", "\t", ":", ";", ",",
			"\r\n\r\n", "0", "ffffffffffffffff", "-1", "99999999999999999999", "\u00ff", "HTTP/1.1", "HTTP/1.0",
			"Host: b\r\n", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n",
			"Expect: 100-continue\r\n", "0\r\n\r\n", "1\r\nx\r\n", "HEAD", "%00", "//", "http://x/", "*",
			"\u0080".repeat(50), "x".repeat(2000));

	private final List<String> corpus = RequestCorpus.valid()
		.map((row) -> (String) row.get()[0])
		.filter((text) -> !text.isEmpty())
		.toList();

	private Random random = new Random(SEED);

	@Test
	void neverDoesMoreThanRefuse() {
		try (EngineLog log = new EngineLog(); TestServer server = new TestServer(this::answer, options())) {
			for (int number = 0; number < CASES; number++) {
				this.random = new Random(SEED + number);
				String text = mutated();
				try {
					attack(server, text);
					assertThat(log.messages()).isEmpty();
				}
				catch (Throwable ex) {
					throw new AssertionError("Case " + number + ": " + Answer.escape(text), ex);
				}
			}
		}
	}

	private static HTTPServerOptions options() {
		return HTTPServerOptions.DEFAULTS.withLimits(new Limits(2200, 20, 1500, 1 << 20, 0));
	}

	private void attack(TestServer server, String text) {
		TestConnection client = server.connect();
		if (this.random.nextInt(4) == 0) {
			client.transport().readAtMost(1 + this.random.nextInt(20));
			client.transport().writeAtMost(1 + this.random.nextInt(20));
		}
		for (int from = 0; from < text.length();) {
			int to = this.random.nextBoolean() ? text.length() : from + 1 + this.random.nextInt(text.length() - from);
			client.send(text.substring(from, to));
			from = to;
		}
		int end = this.random.nextInt(10);
		if (end == 0) {
			client.reset();
		}
		else if (end > 2) {
			client.end();
		}
		List<Answer> answers = Answer.all(withoutInterim(client.received()));

		assertThat(answers).extracting(Answer::status).isSubsetOf(STATUSES);
		assertThat(answers.stream().limit(Math.max(0, answers.size() - 1))).noneMatch(Answer::closes);
		assertThat(client.outputEnded())
			.isEqualTo(end != 1 && end != 2 || (!answers.isEmpty() && last(answers).closes()));
		assertThat(Answer.of(server.exchange(VALID)).status()).isEqualTo(200);
		client.close();
	}

	/**
	 * A refusal has no body where the request was a HEAD; a reader of text must be told.
	 */
	private static String withoutInterim(String text) {
		String finals = text.replace(CONTINUE, "");
		int head = finals.lastIndexOf("HTTP/1.1 4");
		return (head >= 0 && finals.endsWith("\r\n\r\n"))
				? finals.substring(0, finals.length() - 2) + "X-Method: HEAD\r\n\r\n" : finals;
	}

	private static Answer last(List<Answer> answers) {
		return answers.get(answers.size() - 1);
	}

	/** At once, later, or in parts. */
	private void answer(HTTPRequest request) {
		switch (this.random.nextInt(3)) {
			case 0 -> TestServer.echo(request);
			case 1 -> request.ioLoop().addCallback(() -> TestServer.echo(request));
			default -> {
				request.writeHeaders(ResponseStartLine.OK, HTTPHeaders.of("X-Method", request.method()));
				request.write(request.uri());
				request.flush().thenRun(() -> request.ioLoop().addCallback(() -> {
					request.write(request.body());
					request.finish();
				}));
			}
		}
	}

	private String mutated() {
		StringBuilder text = new StringBuilder(any(this.corpus));
		for (int mutations = 1 + this.random.nextInt(3); mutations > 0; mutations--) {
			mutate(text);
		}
		return text.toString();
	}

	private void mutate(StringBuilder text) {
		int at = this.random.nextInt(text.length() + 1);
		int to = Math.min(text.length(), at + 1 + this.random.nextInt(8));
		switch (this.random.nextInt(8)) {
			case 0 -> text.insert(at, (char) this.random.nextInt(256));
			case 1 ->
				text.replace(at, Math.min(text.length(), at + 1), String.valueOf((char) this.random.nextInt(256)));
			case 2 -> text.delete(at, to);
			case 3 -> text.insert(at, text.substring(at, to));
			case 4, 5 -> text.insert(at, any(WORDS));
			case 6 -> text.replace(at, to, any(WORDS));
			default -> text.append(any(this.corpus));
		}
	}

	private String any(List<String> texts) {
		return texts.get(this.random.nextInt(texts.size()));
	}

}
