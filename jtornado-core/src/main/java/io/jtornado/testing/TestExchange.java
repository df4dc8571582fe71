package io.jtornado.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A request that was sent, and its answer as far as it has come: to be read to the end,
 * piece by piece, or not at all.
 *
 * <pre>{@code
 * TestExchange events = client.request("GET", "/events").send();
 * news.publish(ServerEvent.of("hello"));
 * assertThat(events.readUntil("\n\n")).isEqualTo("data: hello\n\n");
 * events.close();
 * }</pre>
 *
 * Whatever waits, waits at most as long as the client's timeout and then fails with an
 * AssertionError.
 * <p>
 * <b>Threading:</b> as its {@link TestClient}.
 */
public final class TestExchange implements AutoCloseable {

	private final TestClient client;

	private final String request; // for messages

	private final Wire wire;

	private final AnswerReader answer;

	private int position; // in the body, of what is read piece by piece

	private boolean over; // the connection is the client's again, or gone

	TestExchange(TestClient client, TestRequest request, Wire wire) {
		this.client = client;
		this.request = request.toString();
		this.wire = wire;
		this.answer = new AnswerReader(request.method());
	}

	/**
	 * Tells, without waiting, whether the answer has begun.
	 * @return whether its head has come
	 */
	public boolean answered() {
		receivePresent();
		return this.answer.headRead();
	}

	/**
	 * Tells, without waiting, whether the answer is complete.
	 * @return whether all of it has come
	 */
	public boolean ended() {
		receivePresent();
		return this.answer.done();
	}

	/**
	 * Waits for the head of the answer.
	 * @return its status
	 */
	public int status() {
		awaitHead();
		return this.answer.status();
	}

	/**
	 * Waits for the head of the answer.
	 * @param name the name of a header field, in any case
	 * @return its value; null if there is none
	 */
	public @Nullable String header(String name) {
		awaitHead();
		return this.answer.headers().get(name);
	}

	/**
	 * Waits for more of the body.
	 * @return what has come of it since it was read last; empty at its end
	 */
	public byte[] read() {
		Deadline deadline = new Deadline(this.client.timeout());
		while (this.answer.length() == this.position && !this.answer.done()) {
			receive(deadline, "more of the answer");
		}
		return taken();
	}

	/** What has come of the body since it was read last, without waiting. */
	byte[] readPresent() {
		receivePresent();
		return taken();
	}

	private byte[] taken() {
		byte[] piece = this.answer.body(this.position, this.answer.length());
		this.position += piece.length;
		return piece;
	}

	/** Sends what belongs to another protocol by now. */
	void send(byte[] bytes) {
		this.wire.send(bytes, this.client.timeout());
	}

	/**
	 * Waits until the body has come to a text.
	 * @param end the text, such as the empty line behind an event
	 * @return what has come since the body was read last, up to and with that text
	 */
	public String readUntil(String end) {
		byte[] wanted = end.getBytes(StandardCharsets.UTF_8);
		Deadline deadline = new Deadline(this.client.timeout());
		int found = this.answer.indexOf(wanted, this.position);
		while (found < 0) {
			if (this.answer.done()) {
				throw new AssertionError("The answer to " + this.request + " ended before '" + AnswerReader.escape(end)
						+ "'; the rest of it was: " + AnswerReader.escape(textTo(this.answer.length())));
			}
			int searched = Math.max(this.position, this.answer.length() - wanted.length + 1);
			receive(deadline, "'" + AnswerReader.escape(end) + "'");
			found = this.answer.indexOf(wanted, searched);
		}
		String piece = textTo(found + wanted.length);
		this.position = found + wanted.length;
		return piece;
	}

	private String textTo(int end) {
		return new String(this.answer.body(this.position, end), StandardCharsets.UTF_8);
	}

	/**
	 * Waits for the end of the answer.
	 * @return the whole of it, what was read piece by piece included
	 */
	public TestResponse response() {
		Deadline deadline = new Deadline(this.client.timeout());
		while (!this.answer.done()) {
			receive(deadline, this.answer.headRead() ? "the end of the answer" : "the answer");
		}
		return this.answer.response();
	}

	/** Leaves, as a client does that is closed: what the server still sends is lost. */
	@Override
	public void close() {
		if (!this.over) {
			this.over = true;
			this.client.giveBack(this.wire, false);
		}
	}

	@Override
	public String toString() {
		return this.request;
	}

	private void awaitHead() {
		Deadline deadline = new Deadline(this.client.timeout());
		while (!this.answer.headRead()) {
			receive(deadline, "the head of the answer");
		}
	}

	private void receivePresent() {
		boolean more = !this.over;
		while (more) {
			byte[] bytes = this.wire.receive(Duration.ZERO);
			more = bytes != null && take(bytes);
		}
	}

	private void receive(Deadline deadline, String what) {
		if (this.over) {
			throw new AssertionError("This client has left " + this.request + " before " + what);
		}
		boolean late = deadline.passed(); // also if bytes keep coming
		byte[] bytes = late ? null : this.wire.receive(deadline.left());
		if (bytes != null) {
			take(bytes);
		}
		else if (late || deadline.passed()) {
			throw new AssertionError("Within " + this.client.timeout() + ", " + what + " has not come for "
					+ this.request + ". " + this.wire.advice());
		}
	}

	/** Returns whether there may be more. */
	private boolean take(byte[] bytes) {
		try {
			if (bytes == Wire.END) {
				this.answer.handleEnd();
			}
			else if (bytes == Wire.BROKEN) {
				throw this.answer.broken();
			}
			else {
				this.answer.read(bytes);
			}
		}
		catch (AssertionError ex) {
			throw new AssertionError(this.request + ": " + ex.getMessage(), ex);
		}
		if (this.answer.done()) {
			this.over = true;
			this.client.giveBack(this.wire, bytes != Wire.END && this.answer.persistent());
		}
		return !this.over;
	}

}
