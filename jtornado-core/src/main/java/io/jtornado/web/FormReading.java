package io.jtornado.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.jtornado.http.Arguments;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.PartHead;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the parts of a form: fields and small files in memory, larger files on disk.
 * <p>
 * <b>Threading:</b> on the request's loop.
 */
final class FormReading implements PartListener {

	private static final PartHead NONE = new PartHead("none", null, "", new HTTPHeaders());

	private final MultipartOptions options;

	private final @Nullable TemporaryFiles disk; // null: everything is kept in memory

	private final PartBuffer buffer;

	private final List<Map.Entry<String, String>> fields = new ArrayList<>();

	private final Map<String, List<HTTPFile>> files = new LinkedHashMap<>();

	private final List<TemporaryFile> stored = new ArrayList<>();

	private int fieldsSize;

	// Of the part that is coming in

	private PartHead head = NONE;

	private @Nullable TemporaryFile file;

	FormReading(MultipartOptions options, @Nullable TemporaryFiles disk, PartBuffer.Room room) {
		this.options = options;
		this.disk = disk;
		this.buffer = new PartBuffer(room);
	}

	@Override
	public @Nullable CompletionStage<?> partBegun(PartHead part) {
		this.head = part;
		this.file = null;
		if (!part.isFile()) {
			count(part.name().length());
		}
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> partData(ByteBuffer data) {
		if (this.file != null) {
			return this.file.write(data);
		}
		if (!this.head.isFile()) {
			count(data.remaining());
		}
		else if (this.disk != null && data.remaining() > this.options.fileThreshold() - this.buffer.length()) {
			return store(this.disk, data);
		}
		this.buffer.append(data);
		return null;
	}

	private void count(int bytes) {
		if (bytes > this.options.maxFieldsSize() - this.fieldsSize) {
			throw HTTPException.bare(413, "More than " + this.options.maxFieldsSize() + " bytes of fields");
		}
		this.fieldsSize += bytes;
	}

	/** The file has become too large for memory. */
	private CompletionStage<?> store(TemporaryFiles where, ByteBuffer data) {
		TemporaryFile made = new TemporaryFile(where);
		this.file = made;
		this.stored.add(made);
		made.write(ByteBuffer.wrap(this.buffer.drain()));
		return made.write(data);
	}

	@Override
	public @Nullable CompletionStage<?> partEnded() {
		if (!this.head.isFile()) {
			this.fields.add(Map.entry(this.head.name(), text(this.buffer.take())));
			return null;
		}
		if (this.file != null) {
			add(new HTTPFile(this.head, this.file));
			return this.file.end();
		}
		add(new HTTPFile(this.head, this.buffer.take()));
		return null;
	}

	private void add(HTTPFile made) {
		this.files.computeIfAbsent(this.head.name(), (name) -> new ArrayList<>(1)).add(made);
	}

	private static String text(byte[] octets) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
		}
		catch (CharacterCodingException ex) {
			throw HTTPException.bare(400, "Malformed multipart: a field is not UTF-8");
		}
	}

	/** What has come, when all has. */
	Form form() {
		this.files.replaceAll((name, list) -> List.copyOf(list));
		return new Form(Arguments.of(this.fields), Collections.unmodifiableMap(this.files), this.stored);
	}

	/** Nobody wants what has come. */
	void discard() {
		this.stored.forEach(TemporaryFile::remove);
	}

}
