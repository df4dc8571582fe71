package io.jtornado.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.jtornado.http.PercentEncoding;
import io.jtornado.ioloop.Clock;
import io.jtornado.ioloop.SafeLog;
import org.jspecify.annotations.Nullable;

/**
 * The static files of an application: where they are routed, and their URLs with
 * versions. No loop waits for a version: it is learned by a worker, at the start, and
 * again a second after it was last looked at, when somebody asks.
 * <p>
 * <b>Threading:</b> shared by all loops and workers.
 */
final class StaticUrls {

	private static final SafeLog LOGGER = SafeLog.named("jtornado.general");

	private static final Pattern PREFIX = Pattern.compile("/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)+");

	private static final int MAX_KNOWN = 10_000;

	/** What is read at the start. */
	private static final int MAX_LEARNED = 2000;

	private static final long MAX_BYTES = 32 << 20;

	/** What is read however long it takes. */
	private static final int FEW = 32;

	/** What is not read at the start. */
	private static final long LARGE = 1 << 20;

	/** When this is over a start reads no further file. */
	private static final long START_NANOS = 250_000_000;

	private static final long SECOND = 1_000_000_000;

	private final StaticFiles files;

	private final String prefix;

	private final WorkQueue work;

	private final Clock clock;

	private final Map<String, Known> known = new ConcurrentHashMap<>();

	StaticUrls(StaticFiles files, String prefix, WorkQueue work, Clock clock) {
		this.files = files;
		this.prefix = prefix;
		this.work = work;
		this.clock = clock;
	}

	/** Learns versions before there is anybody to wait for them. */
	void start() {
		new Start().learn();
	}

	/**
	 * Checks a prefix.
	 * @throws IllegalArgumentException if it is none
	 */
	static String checkedPrefix(String prefix) {
		if (!PREFIX.matcher(prefix).matches()) {
			throw new IllegalArgumentException(
					"staticUrlPrefix must be a path that begins and ends with a slash, such as /static/, not '" + prefix
							+ "'");
		}
		return prefix;
	}

	static URLSpec spec(StaticFiles files, String pattern) {
		return URLSpec.url(pattern, StaticFileHandler.class, () -> new StaticFileHandler(files));
	}

	/** The well-known files that there are to serve in the root. */
	static List<URLSpec> wellKnown(StaticFiles files) {
		List<URLSpec> specs = new ArrayList<>();
		for (String name : List.of("favicon.ico", "robots.txt")) {
			if (isThere(files, name)) {
				specs.add(spec(files, "/(" + name.replace(".", "\\.") + ")"));
			}
		}
		return specs;
	}

	private static boolean isThere(StaticFiles files, String name) {
		try {
			StoredFile file = files.source().find(new StaticPath(List.of(name), false));
			return file != null && !file.directory();
		}
		catch (IOException | HTTPException ex) { // whoever asks for it will be told
			return true;
		}
	}

	/** The pattern of all files below a prefix. */
	static String pattern(String prefix) {
		return prefix.replace(".", "\\.") + "(.*)";
	}

	/** The URL of a file, without a version if that is not known yet. */
	String url(String path, long now) {
		String url = this.prefix + PercentEncoding.encodePath(path);
		Known file = this.known.get(path);
		if (file == null && this.known.size() < MAX_KNOWN) {
			file = this.known.computeIfAbsent(path, Known::new);
		}
		String version = (file != null) ? file.version(now) : null;
		return (version != null) ? url + "?v=" + version : url;
	}

	private @Nullable String versionOf(StaticPath path) throws IOException {
		StoredFile file = this.files.source().find(path);
		return (file != null && !file.directory()) ? this.files.versions().of(path.toString(), file) : null;
	}

	/** A file whose URL was asked for. */
	private final class Known implements WorkQueue.Work {

		private final String path;

		private volatile @Nullable String version;

		private volatile long nextLook = Long.MIN_VALUE;

		Known(String path) {
			this.path = path;
		}

		@Nullable String version(long now) {
			long due = this.nextLook;
			if (due == Long.MIN_VALUE || now - due >= 0) {
				this.nextLook = now + SECOND;
				lookAgain();
			}
			return this.version;
		}

		private void lookAgain() {
			try {
				StaticUrls.this.work.submit(this);
			}
			catch (HTTPException ex) {
				// Too much to do: in a second, if somebody asks.
			}
		}

		@Override
		public void run() {
			try {
				this.version = versionOf(StaticPath.of(this.path, StaticUrls.this.files.options().dotFiles()));
			}
			catch (IOException | HTTPException ex) { // as if there was none
				this.version = null;
			}
			finally {
				forgetIfMissing();
				StaticUrls.this.work.startNext();
			}
		}

		/** Paths may come from clients: those of files keep their place. */
		private void forgetIfMissing() {
			if (this.version == null && StaticUrls.this.known.size() > MAX_KNOWN / 2) {
				StaticUrls.this.known.remove(this.path, this);
			}
		}

		@Override
		public void refused() {
			// In a second, if somebody asks.
		}

	}

	/** Learns the versions of not too many files before there is anybody to wait. */
	private final class Start {

		private final long end = StaticUrls.this.clock.nanoTime() + START_NANOS;

		private int seen;

		private int count;

		private long bytes;

		void learn() {
			try {
				StaticUrls.this.files.source().visit(this::learn);
			}
			catch (StopException ex) {
				LOGGER.debug("Versions of further static files are learned later");
			}
			catch (IOException ex) {
				LOGGER.warn("Versions of static files are learned later, since they cannot be listed", ex);
			}
		}

		private void learn(StaticPath path) {
			if (++this.seen > FEW && StaticUrls.this.clock.nanoTime() - this.end >= 0) {
				throw new StopException();
			}
			if (path.directory()) {
				return;
			}
			try {
				StoredFile file = StaticUrls.this.files.source().find(path);
				if (file == null || file.directory() || file.size() > LARGE) {
					return;
				}
				this.bytes += file.size();
				if (++this.count > MAX_LEARNED || this.bytes > MAX_BYTES) {
					throw new StopException();
				}
				Known entry = new Known(path.toString());
				entry.version = StaticUrls.this.files.versions().of(entry.path, file);
				StaticUrls.this.known.put(entry.path, entry);
			}
			catch (IOException | HTTPException ex) {
				// Nobody may ever ask for it.
			}
		}

	}

	/** Enough was seen. */
	private static final class StopException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		StopException() {
			super("Enough", null, false, false);
		}

	}

}
