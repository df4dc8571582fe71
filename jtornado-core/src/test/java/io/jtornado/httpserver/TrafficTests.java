package io.jtornado.httpserver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many clients that send, read and leave as they please, and an application that answers
 * when and how it pleases: every client gets its own answers, whole and in order, and
 * nobody waits for ever.
 */
class TrafficTests {

	private static final int CASES = 300;

	private static final long SEED = 20_260_102;

	private static final int CLIENTS = 6;

	private Random random = new Random(SEED);

	private final List<Runnable> later = new ArrayList<>();

	@Test
	void everyClientGetsItsOwnAnswers() {
		for (int number = 0; number < CASES; number++) {
			this.random = new Random(SEED + number);
			this.later.clear();
			try (TestServer server = new TestServer(this::answer)) {
				List<Client> clients = new ArrayList<>();
				for (int i = 0; i < CLIENTS; i++) {
					clients.add(new Client(server.connect(), "c" + i));
				}
				run(clients, server);
				clients.forEach(Client::check);
			}
			catch (Throwable ex) {
				throw new AssertionError("Case " + number, ex);
			}
		}
	}

	private void run(List<Client> clients, TestServer server) {
		for (int step = 0; step < 150; step++) {
			clients.get(this.random.nextInt(CLIENTS)).act();
			if (!this.later.isEmpty() && this.random.nextBoolean()) {
				this.later.remove(this.random.nextInt(this.later.size())).run();
			}
			if (this.random.nextBoolean()) {
				server.loop().runUntilIdle();
			}
		}
		for (int round = 0; round < 10_000 && clients.stream().anyMatch(Client::hasMore); round++) {
			clients.forEach(Client::finish);
			server.loop().runUntilIdle();
			List<Runnable> due = new ArrayList<>(this.later);
			this.later.clear();
			due.forEach(Runnable::run);
			server.loop().runUntilIdle();
		}
	}

	private void answer(HTTPRequest request) {
		String body = expected(request.path(), new String(request.body(), StandardCharsets.ISO_8859_1));
		switch (this.random.nextInt(4)) {
			case 0 -> respond(request, body);
			case 1 -> this.later.add(() -> respond(request, body));
			case 2 -> begin(request, body, HTTPHeaders.of("X-Method", request.method()));
			default -> this.later.add(() -> begin(request, body,
					HTTPHeaders.of("X-Method", request.method(), "Content-Length", String.valueOf(body.length()))));
		}
	}

	private static void respond(HTTPRequest request, String body) {
		request.respond(ResponseStartLine.OK, HTTPHeaders.of("X-Method", request.method()),
				body.getBytes(StandardCharsets.ISO_8859_1));
	}

	private void begin(HTTPRequest request, String body, HTTPHeaders headers) {
		request.writeHeaders(ResponseStartLine.OK, headers);
		goOn(request, body);
	}

	/** Writes in parts: flushed or not, now or later. */
	private void goOn(HTTPRequest request, String rest) {
		int count = Math.min(rest.length(), 1 + this.random.nextInt(20_000));
		request.write(rest.substring(0, count));
		Runnable next = () -> {
			if (count == rest.length()) {
				request.finish();
			}
			else {
				goOn(request, rest.substring(count));
			}
		};
		switch (this.random.nextInt(3)) {
			case 0 -> next.run();
			case 1 -> this.later.add(next);
			default -> request.flush().thenRun(next);
		}
	}

	/**
	 * The body that answers a path with this body: long or short, and unlike any other.
	 */
	private static String expected(String path, String body) {
		int length = Math.floorMod(path.hashCode() * 31, 5) == 0 ? 60_000 : Math.floorMod(path.hashCode(), 500);
		return (path + "|" + body + "|").repeat(1 + length / (path.length() + body.length() + 2));
	}

	private final class Client {

		private final TestConnection connection;

		private final String name;

		private final StringBuilder unsent = new StringBuilder();

		private final StringBuilder received = new StringBuilder();

		private final List<String> expected = new ArrayList<>();

		private boolean left;

		Client(TestConnection connection, String name) {
			this.connection = connection;
			this.name = name;
			connection.transport().takeOnly(0);
			for (int i = 0; i < TrafficTests.this.random.nextInt(30); i++) {
				request("/" + name + "-" + i);
			}
		}

		private void request(String path) {
			String body = TrafficTests.this.random.nextBoolean()
					? this.name.repeat(TrafficTests.this.random.nextInt(3000)) : "";
			this.expected.add(expected(path, body));
			if (TrafficTests.this.random.nextBoolean()) {
				this.unsent.append("POST ").append(path).append(" HTTP/1.1\r\nHost: a\r\nContent-Length: ");
				this.unsent.append(body.length()).append("\r\n\r\n").append(body);
			}
			else {
				this.unsent.append("PUT ")
					.append(path)
					.append(" HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
				this.unsent.append(body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n");
				this.unsent.append("0\r\n\r\n");
			}
		}

		void act() {
			Random any = TrafficTests.this.random;
			switch (any.nextInt(40)) {
				case 0 -> leave();
				case 1, 2, 3, 4, 5, 6 -> this.connection.transport().takeOnly(any.nextInt(80_000));
				case 7 -> this.connection.transport().readAtMost(1 + any.nextInt(50));
				case 8 -> this.connection.transport().writeAtMost(1 + any.nextInt(5000));
				default -> send(any.nextInt(5000));
			}
			this.received.append(this.connection.transport().takeOutput());
		}

		private void leave() {
			if (TrafficTests.this.random.nextInt(4) == 0 && !this.left) {
				this.left = true;
				this.connection.transport().reset();
			}
		}

		private void send(int most) {
			int count = Math.min(most, this.unsent.length());
			this.connection.transport().feed(this.unsent.substring(0, count));
			this.unsent.delete(0, count);
		}

		void finish() {
			this.connection.transport().readAtMost(100_000);
			this.connection.transport().writeAtMost(100_000);
			this.connection.transport().takeOnly(100_000);
			send(this.unsent.length());
			this.connection.transport().end();
			this.received.append(this.connection.transport().takeOutput());
		}

		boolean hasMore() {
			return !this.connection.closed();
		}

		void check() {
			this.received.append(this.connection.transport().takeOutput());
			if (this.left) {
				for (String other : List.of("c0", "c1", "c2", "c3", "c4", "c5")) {
					assertThat(this.received.indexOf("/" + other + "-") >= 0).isIn(false, other.equals(this.name));
				}
				return;
			}
			assertThat(this.connection.closed()).as("%s is closed", this.name).isTrue();
			List<String> bodies = Answer.bodies(this.received.toString());
			assertThat(bodies.size()).as(this.name).isEqualTo(this.expected.size());
			assertThat(bodies.equals(this.expected)).as("The answers to %s are its own", this.name).isTrue();
		}

	}

}
