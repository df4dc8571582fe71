package io.jtornado.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of letters, open for reading, that changes and goes with the test. */
public final class TestFile implements AutoCloseable {

	private final Path path;

	private final FileChannel channel;

	private final String text;

	public TestFile(int length) throws IOException {
		byte[] letters = new byte[length];
		int state = length;
		for (int i = 0; i < length; i++) {
			state = state * 1_103_515_245 + 12_345;
			letters[i] = (byte) ('a' + (state >>> 16) % 26);
		}
		this.text = new String(letters, StandardCharsets.US_ASCII);
		this.path = Files.createTempFile("jtornado", ".txt");
		Files.write(this.path, letters);
		this.channel = open();
	}

	/** Another channel of the same file. */
	public FileChannel open() throws IOException {
		return FileChannel.open(this.path, StandardOpenOption.READ);
	}

	public Path path() {
		return this.path;
	}

	public FileChannel channel() {
		return this.channel;
	}

	/** What is in it at first. */
	public String text() {
		return this.text;
	}

	public String text(int from, int length) {
		return this.text.substring(from, from + length);
	}

	public void truncate(long size) throws IOException {
		try (FileChannel writing = FileChannel.open(this.path, StandardOpenOption.WRITE)) {
			writing.truncate(size);
		}
	}

	public void append(String more) throws IOException {
		Files.writeString(this.path, more, StandardOpenOption.APPEND);
	}

	/** Writes over the beginning. */
	public void overwrite(String other) throws IOException {
		try (FileChannel writing = FileChannel.open(this.path, StandardOpenOption.WRITE)) {
			writing.write(ByteBuffer.wrap(other.getBytes(StandardCharsets.US_ASCII)));
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
		Files.delete(this.path);
	}

}
