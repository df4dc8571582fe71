package io.jtornado.httpserver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An answer as a strict client reads it.
 *
 * @param status the status code
 * @param fields the fields by their names in lower case
 * @param body the body without its framing
 */
record Answer(int status, Map<String, String> fields, String body) {

	private static final String STATUS_LINE = "HTTP/1\\.1 [1-9][0-9]{2} [ -~]*";

	private static final int MOST_SHOWN = 4000;

	/**
	 * Reads answers one behind the other. Whoever answers HEAD says so in a field
	 * X-Method, since only that tells.
	 * @throws AssertionError unless the text is a sequence of complete answers
	 */
	static List<Answer> all(String text) {
		List<Answer> answers = new ArrayList<>();
		Reader reader = new Reader(text);
		while (reader.position < text.length()) {
			answers.add(reader.readAnswer());
		}
		return answers;
	}

	/** Reads the only answer. */
	static Answer of(String text) {
		List<Answer> answers = all(text);
		if (answers.size() != 1) {
			throw new AssertionError(answers.size() + " answers instead of one: " + escape(text));
		}
		return answers.get(0);
	}

	/** The statuses of all answers. */
	static List<Integer> statuses(String text) {
		return all(text).stream().map(Answer::status).toList();
	}

	/** The bodies of all answers. */
	static List<String> bodies(String text) {
		return all(text).stream().map(Answer::body).toList();
	}

	boolean closes() {
		return "close".equals(this.fields.get("connection"));
	}

	static String escape(String text) {
		StringBuilder escaped = new StringBuilder();
		for (char c : text.substring(0, Math.min(text.length(), MOST_SHOWN)).toCharArray()) {
			if (c == '\r' || c == '\n') {
				escaped.append((c == '\r') ? "\\r" : "\\n");
			}
			else {
				escaped.append((c < ' ' || c > '~') ? String.format("\\x%02x", (int) c) : String.valueOf(c));
			}
		}
		return escaped.toString();
	}

	private static final class Reader {

		private final String text;

		private int position;

		Reader(String text) {
			this.text = text;
		}

		Answer readAnswer() {
			String line = readLine();
			check(line.matches(STATUS_LINE), "no status line: " + line);
			int status = Integer.parseInt(line.substring(9, 12));
			Map<String, String> fields = new LinkedHashMap<>();
			for (String field = readLine(); !field.isEmpty(); field = readLine()) {
				int colon = field.indexOf(": ");
				check(colon > 0, "no field: " + field);
				String name = field.substring(0, colon).toLowerCase(Locale.ROOT);
				check(fields.put(name, field.substring(colon + 2)) == null, "repeated: " + name);
			}
			return new Answer(status, fields, readBody(status, fields));
		}

		private String readBody(int status, Map<String, String> fields) {
			if (status < 200 || status == 204 || status == 304 || "HEAD".equals(fields.get("x-method"))) {
				return "";
			}
			String length = fields.get("content-length");
			String encoding = fields.get("transfer-encoding");
			check(length == null || encoding == null, "both lengths");
			if (length != null) {
				return read(Integer.parseInt(length));
			}
			if (encoding != null) {
				check(encoding.equals("chunked"), "coding " + encoding);
				return readChunks();
			}
			check("close".equals(fields.get("connection")), "no length");
			return read(this.text.length() - this.position);
		}

		private String readChunks() {
			StringBuilder body = new StringBuilder();
			int size;
			do {
				size = Integer.parseInt(readLine(), 16);
				body.append(read(size));
				check(readLine().isEmpty(), "no end of chunk");
			}
			while (size > 0);
			return body.toString();
		}

		private String readLine() {
			int end = this.text.indexOf("\r\n", this.position);
			check(end >= 0, "no end of line");
			String line = this.text.substring(this.position, end);
			this.position = end + 2;
			return line;
		}

		private String read(int count) {
			check(this.text.length() - this.position >= count, "no end of body");
			this.position += count;
			return this.text.substring(this.position - count, this.position);
		}

		private void check(boolean holds, String otherwise) {
			if (!holds) {
				throw new AssertionError(
						"Not an answer (" + otherwise + ") at " + this.position + ": " + escape(this.text));
			}
		}

	}

}
