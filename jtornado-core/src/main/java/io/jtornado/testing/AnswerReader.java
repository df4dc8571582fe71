package io.jtornado.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.jtornado.http.ChunkDecoder;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.HTTPInputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer as a strict client does, at any split: what does not follow the
 * grammar to the letter is an AssertionError that shows the bytes.
 */
final class AnswerReader {

	/** More than any test needs, and less than a heap. */
	static final int MAX_BODY = 100 << 20;

	private static final int MAX_HEAD = 128 * 1024;

	private static final int MOST_SHOWN = 500;

	private static final String STATUS_LINE = "HTTP/1\\.1 [1-9][0-9]{2} [^\\x00-\\x1f\\x7f]*";

	private static final String LENGTH = "[0-9]{1,18}";

	private enum Step {

		HEAD, LENGTH, CHUNKED, UNTIL_CLOSE, DONE

	}

	private final boolean head;

	private Step step = Step.HEAD;

	private final ByteArrayOutputStream headBytes = new ByteArrayOutputStream();

	private int status;

	private String reason = "";

	private HTTPHeaders headers = new HTTPHeaders();

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	private long left; // of a body of known length

	private final ChunkDecoder chunks = new ChunkDecoder(MAX_BODY);

	private boolean untilClose;

	/** Only the request tells that an answer has no body. */
	AnswerReader(String method) {
		this.head = method.equals("HEAD");
	}

	/** Takes bytes that have come. */
	void read(byte[] bytes) {
		int at = 0;
		while (at < bytes.length && this.step == Step.HEAD) {
			readHead(bytes[at++]);
		}
		if (at < bytes.length) {
			readBody(bytes, at);
		}
	}

	private void readHead(byte octet) {
		this.headBytes.write(octet);
		int length = this.headBytes.size();
		check(length <= MAX_HEAD, "its head has more than " + MAX_HEAD + " bytes");
		if (octet == '\n' && this.headBytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			endHead(this.headBytes.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1));
		}
	}

	private void endHead(String[] lines) {
		check(lines[0].matches(STATUS_LINE), "this is no status line: " + escape(lines[0]));
		this.status = Integer.parseInt(lines[0].substring(9, 12));
		this.reason = lines[0].substring(13);
		this.headers = new HTTPHeaders();
		for (int i = 1; i < lines.length - 2; i++) {
			addField(lines[i]);
		}
		if (this.status >= 200 || this.status == 101) {
			this.step = bodyStep();
		}
		this.headBytes.reset(); // behind an interim answer comes another
	}

	private void addField(String line) {
		int colon = line.indexOf(':');
		check(colon > 0, "this is no field: " + escape(line));
		try {
			this.headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
		}
		catch (IllegalArgumentException ex) {
			throw malformed("this is no field: " + escape(line));
		}
	}

	private Step bodyStep() {
		if (this.head || this.status == 204 || this.status == 304) {
			return Step.DONE;
		}
		List<String> lengths = this.headers.getList("Content-Length");
		List<String> codings = this.headers.getList("Transfer-Encoding");
		check(lengths.size() + codings.size() <= 1,
				"it has several lengths: Content-Length " + lengths + ", Transfer-Encoding " + codings);
		if (!lengths.isEmpty()) {
			check(lengths.get(0).matches(LENGTH), "Content-Length is " + lengths.get(0));
			this.left = Long.parseLong(lengths.get(0));
			return (this.left > 0) ? Step.LENGTH : Step.DONE;
		}
		if (!codings.isEmpty()) {
			check(codings.get(0).equals("chunked"), "Transfer-Encoding is " + codings.get(0));
			return Step.CHUNKED;
		}
		this.untilClose = true;
		return Step.UNTIL_CLOSE;
	}

	private void readBody(byte[] bytes, int from) {
		int at = from;
		if (this.step == Step.CHUNKED) {
			at = readChunks(bytes, at);
		}
		else if (this.step != Step.DONE) {
			int count = (this.step == Step.LENGTH) ? (int) Math.min(this.left, bytes.length - at) : bytes.length - at;
			take(bytes, at, at + count);
			at += count;
			this.left -= count;
			this.step = (this.step == Step.LENGTH && this.left == 0) ? Step.DONE : this.step;
		}
		check(at == bytes.length, "more comes behind its end: "
				+ escape(new String(bytes, at, bytes.length - at, StandardCharsets.ISO_8859_1)));
	}

	private int readChunks(byte[] bytes, int from) {
		try {
			int at = this.chunks.decode(bytes, from, bytes.length, this::take);
			this.step = this.chunks.done() ? Step.DONE : Step.CHUNKED;
			return at;
		}
		catch (HTTPInputException ex) {
			throw malformed("its chunks are malformed: "
					+ escape(new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1)));
		}
	}

	private void take(byte[] bytes, int from, int to) {
		this.body.write(bytes, from, to - from);
		check(this.body.size() <= MAX_BODY, "its body has more than " + MAX_BODY + " bytes");
	}

	/** The connection has ended: so does a body without a length. */
	void handleEnd() {
		if (this.step == Step.UNTIL_CLOSE) {
			this.step = Step.DONE;
		}
		if (this.step != Step.DONE) {
			throw new AssertionError("The connection ended " + (headRead()
					? "in the middle of the body, behind " + this.body.size() + " bytes of it: the handler gave the"
							+ " answer up, or failed when its head had left; its log says why"
					: "before the answer" + (this.headBytes.size() > 0 ? ", in the middle of its head" : "")));
		}
	}

	boolean headRead() {
		return this.step != Step.HEAD;
	}

	boolean done() {
		return this.step == Step.DONE;
	}

	/** Whether another request may follow on the connection. */
	boolean persistent() {
		return !this.untilClose && this.status != 101 && !"close".equalsIgnoreCase(this.headers.get("Connection"));
	}

	int status() {
		return this.status;
	}

	HTTPHeaders headers() {
		return this.headers;
	}

	/** How much of the body has come. */
	int length() {
		return this.body.size();
	}

	byte[] bodyFrom(int position) {
		byte[] all = this.body.toByteArray();
		return Arrays.copyOfRange(all, position, all.length);
	}

	TestResponse response() {
		return new TestResponse(this.status, this.reason, this.headers, this.body.toByteArray());
	}

	private void check(boolean holds, String otherwise) {
		if (!holds) {
			throw malformed(otherwise);
		}
	}

	private static AssertionError malformed(String why) {
		return new AssertionError("The answer is malformed: " + why);
	}

	static String escape(@Nullable String text) {
		StringBuilder escaped = new StringBuilder();
		String shown = (text != null) ? text : "";
		shown.chars().limit(MOST_SHOWN).forEach((c) -> {
			if (c == '\r' || c == '\n') {
				escaped.append((c == '\r') ? "\\r" : "\\n");
			}
			else {
				escaped.append((c < ' ' || c > '~') ? String.format("\\x%02x", c) : String.valueOf((char) c));
			}
		});
		return (shown.length() > MOST_SHOWN) ? escaped + "..." : escaped.toString();
	}

}
