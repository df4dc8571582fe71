package io.jtornado.faults;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Answers as they come in, in pieces; bodies by length or in chunks. */
final class AnswerText {

	private static final String LENGTH = "\r\ncontent-length: ";

	private String text = "";

	private int position;

	void add(String more) {
		this.text += more;
	}

	/** Status and body of the next complete answer; null if it has not come yet. */
	@Nullable String next() {
		int head = this.text.indexOf("\r\n\r\n");
		if (head < 0) {
			return null;
		}
		String fields = this.text.substring(0, head + 2).toLowerCase(Locale.ROOT);
		this.position = head + 4;
		String body = fields.contains("\r\ntransfer-encoding: chunked\r\n") ? chunks() : take(length(fields));
		if (body == null) {
			return null;
		}
		String answer = this.text.substring(9, 12) + " " + body;
		this.text = this.text.substring(this.position);
		return answer;
	}

	/** What has come of an answer that is not complete. */
	String rest() {
		return this.text;
	}

	private static int length(String fields) {
		int start = fields.indexOf(LENGTH);
		if (start < 0) {
			return 0;
		}
		int from = start + LENGTH.length();
		return Integer.parseInt(fields.substring(from, fields.indexOf('\r', from)));
	}

	private @Nullable String chunks() {
		StringBuilder body = new StringBuilder();
		while (true) {
			int end = this.text.indexOf("\r\n", this.position);
			if (end < 0) {
				return null;
			}
			int size = Integer.parseInt(this.text.substring(this.position, end), 16);
			this.position = end + 2;
			String chunk = take(size + 2);
			if (chunk == null) {
				return null;
			}
			if (size == 0) {
				return body.toString();
			}
			body.append(chunk, 0, size);
		}
	}

	private @Nullable String take(int count) {
		if (this.text.length() - this.position < count) {
			return null;
		}
		this.position += count;
		return this.text.substring(this.position - count, this.position);
	}

}
