package io.jtornado.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * An event of an {@link EventStream}, as the
 * <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML
 * standard</a> defines it:
 *
 * <pre>{@code
 * ServerEvent.of("Ada: hello").withName("message").withId("17")
 * }</pre>
 *
 * Data may have any number of lines; the client puts them together again, with a line
 * feed between them whatever was between them here. The name and the id are one line
 * each: with a line end they could forge another event, and are refused.
 * <p>
 * What it is on the wire is worked out once, however many streams it is sent to.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class ServerEvent {

	private static final byte[] DATA = ascii("data: ");

	private final @Nullable String name;

	private final @Nullable String id;

	private final @Nullable Duration retry;

	private final String data;

	/** Worked out when it is sent first; twice at worst. */
	private volatile byte @Nullable [] encoded;

	private ServerEvent(@Nullable String name, @Nullable String id, @Nullable Duration retry, String data) {
		this.name = name;
		this.id = id;
		this.retry = retry;
		this.data = data;
	}

	/**
	 * Makes an event of text.
	 * @param data the data, in any number of lines
	 * @return an event without name and id
	 */
	public static ServerEvent of(String data) {
		return new ServerEvent(null, null, null, data);
	}

	/**
	 * Makes an event of a value as JSON.
	 * @param value what the codec takes
	 * @param codec what writes it, such as the application's
	 * @return an event without name and id
	 */
	public static ServerEvent ofJson(Object value, JsonCodec codec) {
		return of(new String(codec.encode(value), StandardCharsets.UTF_8));
	}

	/**
	 * Returns the same event under a name, for {@code addEventListener(name, ...)}.
	 * @param event its name; without one it is a {@code message}
	 * @return a new event
	 * @throws IllegalArgumentException if the name has a line end
	 */
	public ServerEvent withName(String event) {
		return new ServerEvent(line("name", event), this.id, this.retry, this.data);
	}

	/**
	 * Returns the same event with an id, which the client sends as {@code Last-Event-ID}
	 * when it connects again.
	 * @param last the id; empty makes the client forget the one it has
	 * @return a new event
	 * @throws IllegalArgumentException if the id has a line end or a NUL, which clients
	 * ignore ids with
	 */
	public ServerEvent withId(String last) {
		if (last.indexOf('\0') >= 0) {
			throw new IllegalArgumentException("The id of an event cannot have a NUL");
		}
		return new ServerEvent(this.name, line("id", last), this.retry, this.data);
	}

	/**
	 * Returns the same event with a time after which the client connects again, now that
	 * this is said, whenever the stream ends.
	 * @param delay nothing or more, in milliseconds
	 * @return a new event
	 * @throws IllegalArgumentException if the time is negative
	 */
	public ServerEvent withRetry(Duration delay) {
		if (delay.isNegative()) {
			throw new IllegalArgumentException("A client cannot connect again after " + delay);
		}
		return new ServerEvent(this.name, this.id, delay, this.data);
	}

	private static String line(String what, String value) {
		if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
			throw new IllegalArgumentException(
					"The " + what + " of an event is one line, this one has a line end: send what has several as data");
		}
		return value;
	}

	/** The bytes on the wire, for many streams: nobody may write to them. */
	byte[] encoded() {
		byte[] bytes = this.encoded;
		if (bytes == null) {
			bytes = encode();
			this.encoded = bytes;
		}
		return bytes;
	}

	private byte[] encode() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(this.data.length() + 32);
		field(bytes, "event: ", this.name);
		field(bytes, "id: ", this.id);
		field(bytes, "retry: ", (this.retry != null) ? Long.toString(this.retry.toMillis()) : null);
		int start = 0;
		for (int i = 0; i <= this.data.length(); i++) {
			boolean end = i == this.data.length();
			if (end || this.data.charAt(i) == '\n' || this.data.charAt(i) == '\r') {
				bytes.writeBytes(DATA);
				bytes.writeBytes(this.data.substring(start, i).getBytes(StandardCharsets.UTF_8));
				bytes.write('\n');
				i += (!end && this.data.startsWith("\r\n", i)) ? 1 : 0;
				start = i + 1;
			}
		}
		bytes.write('\n');
		return bytes.toByteArray();
	}

	private static void field(ByteArrayOutputStream bytes, String field, @Nullable String value) {
		if (value != null) {
			bytes.writeBytes((field + value + "\n").getBytes(StandardCharsets.UTF_8));
		}
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public String toString() {
		return new String(encoded(), StandardCharsets.UTF_8);
	}

}
