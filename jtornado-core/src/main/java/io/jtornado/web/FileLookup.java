package io.jtornado.web;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import io.jtornado.http.ByteRange;
import io.jtornado.http.ByteRanges;
import io.jtornado.http.Preconditions;
import io.jtornado.httpserver.HTTPRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a request for a file is answered with, by all that the request says. Nothing
 * is opened that is not sent.
 * <p>
 * <b>Threading:</b> on a worker, which may wait for the disk; on the loop with a source
 * that does not.
 */
final class FileLookup {

	/** So much is read at once, and leaves together with the head. */
	private static final int SMALL = 64 * 1024;

	private static final int ATTEMPTS = 4;

	private static final int BOUNDARY = 16; // bytes that nobody can guess

	private final StaticFiles files;

	private final FileQuery query;

	private final HTTPRequest request;

	private StaticSource source;

	private FileAnswer.Version version = FileAnswer.Version.ANY;

	FileLookup(StaticFiles files, FileQuery query) {
		this.files = files;
		this.query = query;
		this.request = query.request();
		this.source = files.source();
	}

	StaticFiles files() {
		return this.files;
	}

	/** What is asked for. */
	StaticPath path() {
		return this.query.path();
	}

	/** When it is asked for, in milliseconds since 1970. */
	long now() {
		return this.query.now();
	}

	/**
	 * Finds the answer in a source; its content, if there is any, is to be closed.
	 * @throws HTTPException if there is none but an error page, or a redirect
	 * @throws IOException if the disk fails
	 */
	FileAnswer ask(StaticSource asked) throws IOException {
		this.source = asked;
		for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
			try {
				FileAnswer found = describe(locate(this.query.path()));
				FileAnswer filled = (found.hasBody() && !this.query.head()) ? fill(found, attempt == ATTEMPTS) : found;
				if (filled != null) {
					return filled;
				}
			}
			catch (NoSuchFileException ex) {
				// It was there when it was looked for: perhaps another takes its place.
			}
			catch (AccessDeniedException ex) {
				throw HTTPException.bare(403, null);
			}
		}
		throw HTTPException.bare(503, "Static file changes all the time").withHeader("Retry-After", "1");
	}

	private Representation locate(StaticPath path) throws IOException {
		String defaultFile = this.files.options().defaultFile();
		StoredFile file = this.source.find(path);
		if (file != null && !file.directory() && !path.directory()) {
			return choose(path, file);
		}
		if (defaultFile == null || (file != null && !file.directory())) {
			throw HTTPException.bare((file != null && file.directory()) ? 403 : 404, null);
		}
		StaticPath inside = path.child(defaultFile);
		StoredFile standing = this.source.find(inside);
		if (standing == null || standing.directory()) {
			throw HTTPException.bare(404, null);
		}
		if (!path.directory()) {
			throw redirect();
		}
		return choose(inside, standing);
	}

	/**
	 * To the same path with a slash. What begins with two names another host: as in
	 * Tornado since CVE-2023-28370, it is refused.
	 */
	private HTTPException redirect() {
		String path = this.request.path();
		if (!NextUrl.staysHere(path)) {
			return HTTPException.bare(403, null);
		}
		String query = this.request.query();
		String prefix = this.request.prefix();
		String url = prefix + path + "/" + (query.isEmpty() ? "" : "?" + query);
		HTTPException redirect = HTTPException.bare(301, null)
			.withHeader("Location", HandlerResponse.checkedLocation(url));
		return prefix.isEmpty() ? redirect : redirect.withHeader("Vary", "X-Forwarded-Prefix");
	}

	private Representation choose(StaticPath path, StoredFile plain) throws IOException {
		if (this.query.version() != null) {
			boolean present = this.query.version().equals(this.files.versions().of(path.toString(), plain));
			this.version = present ? FileAnswer.Version.PRESENT : FileAnswer.Version.OTHER;
		}
		Representation.Variant variant = this.files.options().precompressed()
				? PrecompressedFiles.beside(path, plain, this.source).choose(this.request.header("Accept-Encoding"))
				: new Representation.Variant(path, plain, null, false);
		return Representation.of(variant, this.files.versions(), this.query.now());
	}

	private FileAnswer describe(Representation file) {
		Preconditions.Outcome outcome = this.request.conditional()
				? Preconditions.evaluate(this.request::header, file.tag(), file.lastModified(), this.query.now())
				: Preconditions.Outcome.HOLD;
		FileBody body = FileBody.of(List.of(), this.query.type(), file.file().size(), "");
		return switch (outcome) {
			case HOLD -> answer(file);
			case NOT_MODIFIED -> new FileAnswer(304, file, body, this.version);
			case FAIL -> new FileAnswer(412, file, body, this.version);
		};
	}

	private FileAnswer answer(Representation file) {
		long size = file.file().size();
		String field = this.request.header("Range");
		boolean counts = field != null && Preconditions.allowsRange(this.request.header("If-Range"), file.tag(),
				file.lastModified(), this.query.now());
		ByteRanges ranges = ByteRanges.of(counts ? field : null, size);
		if (ranges.outcome() == ByteRanges.Outcome.UNSATISFIABLE) {
			throw HTTPException.bare(416, null).withHeader("Content-Range", ByteRange.unsatisfied(size));
		}
		List<ByteRange> parts = mayHave(ranges.parts(), file.file()) ? ranges.parts() : List.of();
		FileBody body = FileBody.of(parts, this.query.type(), size, (parts.size() > 1) ? boundary() : "");
		return new FileAnswer(body.status(), file, body, this.version);
	}

	/** What is read in its order alone would be read from its start for each part. */
	private static boolean mayHave(List<ByteRange> parts, StoredFile file) {
		for (int i = 1; i < parts.size(); i++) {
			if (file.sequential() && parts.get(i).start() < parts.get(i - 1).start()) {
				return false;
			}
		}
		return true;
	}

	private String boundary() {
		return HexFormat.of().formatHex(RandomOctets.of(this.request.ioLoop()).next(BOUNDARY));
	}

	/**
	 * Opens the file.
	 * @return null if it is another one by now than the one that was found
	 */
	private @Nullable FileAnswer fill(FileAnswer answer, boolean last) throws IOException {
		StoredFile file = answer.file().file();
		byte[] held = file.bytes();
		if (held != null && answer.status() == 200 && isSmall(answer)) {
			return answer.withBytes(held);
		}
		FileContent content = file.open();
		boolean handedOn = false;
		try {
			FileAnswer certain = check(answer, content, last);
			if (certain == null) {
				return null;
			}
			if (isSmall(certain)) {
				return certain.withBytes(read(content, certain.body()));
			}
			FileBody.Piece first = certain.body().pieces().get(0);
			content.fetch(first.range().start(), (int) Math.min(content.slice(this.request), first.range().length()));
			handedOn = true;
			return certain.withContent(content);
		}
		finally {
			if (!handedOn) {
				content.close();
			}
		}
	}

	private boolean isSmall(FileAnswer answer) {
		return answer.body().length() <= Math.min(SMALL, this.request.maxBufferSize() / 2);
	}

	/**
	 * Makes sure that what was opened is what was found. A file that grows all the time,
	 * as a log does, is sent as it was, but nobody is to keep that.
	 */
	private @Nullable FileAnswer check(FileAnswer answer, FileContent content, boolean last) throws IOException {
		StoredFile file = answer.file().file();
		StoredFile now = this.source.find(answer.file().variant().path());
		if (file.same(now) && content.size() == file.size()) {
			return answer;
		}
		boolean grows = now != null && !now.directory() && Objects.equals(now.key(), file.key())
				&& content.size() >= file.size();
		return (last && grows) ? answer.ofOtherVersion() : null;
	}

	private static byte[] read(FileContent content, FileBody body) throws IOException {
		byte[] bytes = new byte[(int) body.length()];
		int at = 0;
		for (FileBody.Piece piece : body.pieces()) {
			int length = (int) piece.range().length();
			System.arraycopy(piece.before(), 0, bytes, at, piece.before().length);
			at += piece.before().length;
			if (length > 0) {
				System.arraycopy(content.read(piece.range().start(), length), 0, bytes, at, length);
				at += length;
			}
		}
		return bytes;
	}

}
