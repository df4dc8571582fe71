package io.jtornado.web;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Serves files, with their validators and ranges. Tornado's {@code StaticFileHandler}.
 *
 * <pre>{@code
 * StaticFiles files = StaticFiles.under(Path.of("public"));
 * url("/static/(.*)", StaticFileHandler.class, () -> new StaticFileHandler(files))
 * }</pre>
 *
 * The only group of the pattern is the path of the file. Whatever touches the disk
 * happens on threads of the application's own, a bounded number of requests at a time,
 * and the others wait; beyond a bound on those, or after 20 seconds, requests get a 503.
 * What is small and asked for all the time is looked up once in a second
 * ({@link Application.Builder#staticFileCache}).
 * <p>
 * There is no {@link RequestTimeout}, since a large file takes as long as its client, but
 * for interceptors and {@code prepareAsync}; a subclass may have one.
 * <p>
 * Unlike Tornado, entity tags are made of length and time of a file, not of what is in
 * it; If-Range and several ranges are served; and a version that is not the present one
 * is not kept by caches.
 * <p>
 * <b>Threading:</b> as any {@link RequestHandler}.
 */
@RequestTimeout(0)
public class StaticFileHandler extends RequestHandler {

	private static final String FOREVER = "max-age=31536000, immutable";

	private final StaticFiles files;

	private String path = ""; // of the file, once it is known

	/**
	 * Creates the handler of a request.
	 * @param files what is served; one for all requests
	 */
	public StaticFileHandler(StaticFiles files) {
		this.files = files;
	}

	/**
	 * Answers with a file.
	 * @param urlPath the path of the file, decoded; null is the place itself
	 * @return completes when the answer is complete
	 * @throws HTTPException if there is no such file
	 */
	protected CompletionStage<Void> get(@Nullable String urlPath) {
		Answer answer = owned();
		if (!answer.onLoop()) {
			throw new IllegalStateException("A StaticFileHandler blocks nobody: it is not to be @Blocking");
		}
		this.path = parseUrlPath((urlPath != null) ? urlPath : "");
		StaticFileOptions options = this.files.options();
		StaticPath checked = StaticPath.of(this.path, options.dotFiles());
		String type = contentType(checked.directory() ? this.path + options.defaultFile() : this.path);
		FileQuery query = new FileQuery(checked, type, queryArgumentOrNull("v"), answer.isHead(),
				request().ioLoop().clock().currentTimeMillis(), request());
		return new FileRequest(this, answer, new FileLookup(this.files, query)).begin();
	}

	/**
	 * Makes the path of a file from what stands in the URL. Tornado's
	 * {@code parse_url_path}.
	 * @param urlPath what the group of the pattern has taken, decoded
	 * @return the path below the place with the files; it is checked afterwards
	 */
	protected String parseUrlPath(String urlPath) {
		return urlPath;
	}

	/**
	 * Returns the Content-Type of a file. Tornado's {@code get_content_type}.
	 * @param path the path of the file
	 * @return the type, by the end of its name
	 */
	protected String contentType(String path) {
		return this.files.types().of(path);
	}

	/**
	 * Returns for how long clients may use a file without asking again. Tornado's
	 * {@code get_cache_time}. Where it was asked who asks, that is for them alone.
	 * @param path the path of the file
	 * @return {@link StaticFileOptions#cacheTime}; zero to say nothing about it
	 */
	protected Duration cacheTime(String path) {
		return this.files.options().cacheTime();
	}

	/**
	 * Sets more header fields, or others, before the head of a file leaves. Tornado's
	 * {@code set_extra_headers}. A Cache-Control that is set here, or was before, is left
	 * as it is.
	 * @param path the path of the file
	 */
	protected void setExtraHeaders(String path) {
	}

	/** Sets status and fields of an answer that was found. */
	final void writeHead(FileAnswer found) {
		Representation file = found.file();
		owned().asIs = true;
		setStatus(found.status());
		setHeader("Etag", file.tag());
		setUnlessNull("Last-Modified", file.lastModified());
		if (file.variant().varies()) {
			owned().vary("Accept-Encoding");
		}
		if (found.hasBody()) {
			FileBody body = found.body();
			setHeader("Accept-Ranges", "bytes");
			setHeader("Content-Type", body.contentType());
			setUnlessNull("Content-Encoding", file.variant().coding());
			setUnlessNull("Content-Range", body.contentRange());
			setHeader("Content-Length", body.length());
		}
		setExtraHeaders(this.path);
		if (found.status() != 412) {
			setFreshness(found.version());
		}
	}

	/** As the handler has said already, or else as the version says. */
	private void setFreshness(FileAnswer.Version version) {
		String freshness = cacheControl(version);
		Answer answer = owned();
		if (freshness != null && !answer.headers.contains("Cache-Control")) {
			setHeader("Cache-Control", answer.dependsOnUser() ? "private, " + freshness : freshness);
		}
	}

	private @Nullable String cacheControl(FileAnswer.Version version) {
		return switch (version) {
			case PRESENT -> FOREVER;
			case OTHER -> "no-cache";
			case ANY -> {
				long seconds = cacheTime(this.path).toSeconds();
				yield (seconds > 0) ? "max-age=" + seconds : null;
			}
		};
	}

	private void setUnlessNull(String name, @Nullable String value) {
		if (value != null) {
			setHeader(name, value);
		}
	}

}
