package io.jtornado.web;

import org.jspecify.annotations.Nullable;

/**
 * What a lookup has found for a request: the answer, but for what the handler says. Its
 * body, if one is sent, comes in one of two forms.
 * <p>
 * <b>Threading:</b> of one request; made on a worker and handed to the loop, or made on
 * the loop.
 */
final class FileAnswer {

	private final int status;

	private final Representation file;

	private final FileBody body;

	private final Version version;

	private boolean settled = true;

	private byte @Nullable [] bytes;

	private @Nullable FileContent content;

	/** Which version of a file a client has asked for. */
	enum Version {

		/** Any. */
		ANY,
		/** The one that there is. */
		PRESENT,
		/** Another one. */
		OTHER

	}

	FileAnswer(int status, Representation file, FileBody body, Version version) {
		this.status = status;
		this.file = file;
		this.body = body;
		this.version = version;
	}

	FileAnswer ofOtherVersion() {
		FileAnswer changing = new FileAnswer(this.status, this.file, this.body, Version.OTHER);
		changing.settled = false;
		return changing;
	}

	/** Whether who changes the file from now on gives it another time or length. */
	boolean settled() {
		return this.settled && this.file.certain();
	}

	FileAnswer withBytes(byte[] all) {
		this.bytes = all;
		return this;
	}

	FileAnswer withContent(FileContent opened) {
		this.content = opened;
		return this;
	}

	/** The status: 200, 206, 304 or 412. */
	int status() {
		return this.status;
	}

	/** What the request is about. */
	Representation file() {
		return this.file;
	}

	/** The body, which 304 and 412 would have otherwise. */
	FileBody body() {
		return this.body;
	}

	Version version() {
		return this.version;
	}

	/** The whole body, if it is small. */
	byte @Nullable [] bytes() {
		return this.bytes;
	}

	/** The opened file, if the body is not small; its first slice is fetched. */
	@Nullable FileContent content() {
		return this.content;
	}

	/** Whether there is a body at all. */
	boolean hasBody() {
		return this.status == 200 || this.status == 206;
	}

}
