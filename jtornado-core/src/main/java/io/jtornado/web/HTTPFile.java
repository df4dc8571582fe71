package io.jtornado.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.jtornado.http.PartHead;
import org.jspecify.annotations.Nullable;

/**
 * A file that came with a form: in memory if it is small, else in a temporary file that
 * is removed when the request ends, in whatever way. Tornado's {@code HTTPFile}, where it
 * is always in memory.
 * <p>
 * {@link #newInputStream} and {@link #moveTo} are the same for both, and work for a
 * {@link Blocking} verb, since they may wait for a disk.
 * <p>
 * <b>Threading:</b> immutable; for the handler, on whatever thread it is.
 */
public final class HTTPFile {

	private final PartHead head;

	private final byte @Nullable [] body;

	private final @Nullable TemporaryFile stored;

	HTTPFile(PartHead head, byte[] body) {
		this.head = head;
		this.body = body;
		this.stored = null;
	}

	/** Its path is known once what is stored is complete, which nobody sees it before. */
	HTTPFile(PartHead head, TemporaryFile stored) {
		this.head = head;
		this.body = null;
		this.stored = stored;
	}

	/**
	 * Returns what the client calls the file: text to be shown, and never a place to
	 * write to.
	 * @return its name, not empty and without control characters; perhaps with slashes
	 */
	public String filename() {
		String name = this.head.filename();
		return (name != null) ? name : "";
	}

	/**
	 * Returns what the client says the file is.
	 * @return its Content-Type as it came; {@code application/unknown} if none did
	 */
	public String contentType() {
		return this.head.contentType();
	}

	/**
	 * Returns what stood in front of the file.
	 * @return the header of its part
	 */
	public PartHead head() {
		return this.head;
	}

	/**
	 * Returns how large the file is.
	 * @return bytes
	 */
	public long size() {
		return (this.body != null) ? this.body.length : temporary().size();
	}

	/**
	 * Returns the content of a small file.
	 * @return an array that belongs to the handler; null if the file is at {@link #path}
	 */
	public byte @Nullable [] body() {
		return this.body;
	}

	/**
	 * Returns where a larger file is.
	 * @return the temporary file, there until the request ends; null if the content is
	 * the {@link #body}
	 */
	public @Nullable Path path() {
		return (this.stored != null) ? this.stored.path() : null;
	}

	/**
	 * Opens the content.
	 * @return a new stream; it is the caller's to close
	 * @throws IOException if it cannot be read
	 */
	public InputStream newInputStream() throws IOException {
		return (this.body != null) ? new ByteArrayInputStream(this.body) : Files.newInputStream(temporary().path());
	}

	/**
	 * Keeps the file beyond the end of the request. It can be moved once.
	 * @param target where to; nothing may be there
	 * @throws IOException if it cannot be moved there, as when something is
	 */
	public void moveTo(Path target) throws IOException {
		if (this.body != null) {
			Files.write(target, this.body, StandardOpenOption.CREATE_NEW);
		}
		else {
			Files.move(temporary().path(), target);
		}
	}

	private TemporaryFile temporary() {
		if (this.stored == null) {
			throw new IllegalStateException("The file is in memory");
		}
		return this.stored;
	}

	/**
	 * Returns name, type and size.
	 * @return one line, for logs
	 */
	@Override
	public String toString() {
		return LogText.escape(filename()) + " (" + LogText.escape(contentType()) + ", " + size() + " bytes)";
	}

}
