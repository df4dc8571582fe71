package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.jtornado.testing.TestConnection;

/**
 * Sends requests to an application through the whole stack, in memory: text in, text out.
 */
final class TestClient implements AutoCloseable {

	private final TestConnection connection;

	TestClient(Application application) {
		this.connection = new TestConnection(application);
	}

	TestClient(URLSpec... specs) {
		this(Application.builder().add(specs).accessLog(false).build());
	}

	/** Sends a request without body and returns all that is answered at once. */
	Reply fetch(String method, String target, String... fields) {
		return send(method, target, "", fields);
	}

	Reply get(String target, String... fields) {
		return fetch("GET", target, fields);
	}

	/** Sends a request with a body. */
	Reply send(String method, String target, String body, String... fields) {
		byte[] content = body.getBytes(StandardCharsets.UTF_8);
		StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: example.com\r\n");
		Arrays.stream(fields).forEach((field) -> head.append(field).append("\r\n"));
		if (content.length > 0) {
			head.append("Content-Length: ").append(content.length).append("\r\n");
		}
		return send(head + "\r\n" + new String(content, StandardCharsets.ISO_8859_1));
	}

	/** Sends a request as it is. */
	Reply send(String text) {
		return new Reply(this.connection.exchange(text));
	}

	/** Runs what is to be run and returns what has been answered since. */
	Reply reply() {
		this.connection.loop().runUntilIdle();
		return new Reply(this.connection.received());
	}

	/** Breaks the connection. */
	void reset() {
		this.connection.reset();
	}

	boolean aborted() {
		return this.connection.aborted();
	}

	@Override
	public void close() {
		this.connection.close();
	}

	/** What came back, as ISO 8859-1. */
	record Reply(String text) {

		int status() {
			return Integer.parseInt(this.text.substring(9, 12));
		}

		String statusLine() {
			return this.text.substring(0, this.text.indexOf("\r\n"));
		}

		String head() {
			return this.text.substring(0, this.text.indexOf("\r\n\r\n") + 2);
		}

		String body() {
			String raw = this.text.substring(this.text.indexOf("\r\n\r\n") + 4);
			return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
		}

		/** The value of a field, several joined by a line feed, or null. */
		String header(String name) {
			String joined = head().lines()
				.filter((line) -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
				.map((line) -> line.substring(name.length() + 2))
				.reduce((one, other) -> one + "\n" + other)
				.orElse(null);
			return joined;
		}

		boolean isEmpty() {
			return this.text.isEmpty();
		}

	}

}
