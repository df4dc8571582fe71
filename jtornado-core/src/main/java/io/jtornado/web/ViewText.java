package io.jtornado.web;

import java.io.IOException;
import java.io.Writer;

/**
 * Takes the text of a view, up to a length: a template that goes round and round ends
 * before the memory does.
 */
final class ViewText extends Writer {

	private final StringBuilder text = new StringBuilder();

	private final int max; // characters

	ViewText(int max) {
		this.max = max;
	}

	private void checkRoom(int more) throws IOException {
		if (more > this.max - this.text.length()) {
			throw new IOException("It is longer than max-buffer-size, " + this.max);
		}
	}

	@Override
	public void write(int c) throws IOException {
		checkRoom(1);
		this.text.append((char) c);
	}

	@Override
	public void write(char[] chars, int offset, int length) throws IOException {
		checkRoom(length);
		this.text.append(chars, offset, length);
	}

	@Override
	public void write(String string, int offset, int length) throws IOException {
		checkRoom(length);
		this.text.append(string, offset, offset + length);
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
