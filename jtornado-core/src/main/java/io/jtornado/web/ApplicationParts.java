package io.jtornado.web;

import io.jtornado.http.SignedValues;
import io.jtornado.ioloop.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The part of an {@link Application} that has what its handlers share, but for the way to
 * them.
 */
abstract sealed class ApplicationParts permits Application {

	private final @Nullable WorkQueue blockingCalls;

	private final WorkQueue fileWork;

	private final StaticFileCache staticFileCache;

	private final @Nullable StaticUrls staticUrls;

	private final @Nullable JsonCodec jsonCodec;

	private final ArgumentConverter argumentConverter;

	private final @Nullable ResultAdapter resultAdapter;

	private final Results results;

	private final Views views;

	private final Languages languages;

	private final @Nullable Messages messages;

	private final Observers observers;

	private final CookieOptions cookies;

	private final XsrfProtection xsrfProtection;

	private final @Nullable String loginUrl;

	private final boolean debug;

	private final ErrorPages errorPages;

	private final @Nullable Compression compression;

	private final boolean accessLog;

	ApplicationParts(Application.Builder builder) {
		this.blockingCalls = (builder.executor != null) ? new WorkQueue("blocking requests", builder.executor,
				builder.maxConcurrentBlocking, builder.maxQueuedBlocking) : null;
		this.fileWork = builder.fileWork();
		this.staticFileCache = new StaticFileCache(builder.staticFileCache);
		this.staticUrls = (builder.staticFiles != null)
				? new StaticUrls(builder.staticFiles, builder.staticUrlPrefix, this.fileWork, Clock.SYSTEM) : null;
		this.jsonCodec = builder.jsonCodec;
		this.argumentConverter = builder.argumentConverter;
		this.resultAdapter = builder.resultAdapter;
		this.results = new Results(builder.resultAdapter, builder.jsonCodec);
		this.views = new Views(builder.views);
		this.languages = new Languages(builder.locales);
		this.messages = builder.messages;
		this.observers = new Observers(builder.observer);
		this.cookies = builder.cookies;
		this.xsrfProtection = new XsrfProtection(builder.cookies);
		this.loginUrl = builder.loginUrl;
		this.debug = builder.debug;
		this.errorPages = new ErrorPages(builder.errorPages, builder.otherErrorPages, builder.servesTraceback());
		this.compression = (builder.compression != null) ? new Compression(builder.compression) : null;
		this.accessLog = builder.accessLog;
	}

	/**
	 * Tells whether the application is being worked on.
	 * @return what {@link Application.Builder#debug} said
	 */
	public boolean debug() {
		return this.debug;
	}

	/**
	 * Returns what signs cookies, for values that go other ways: by mail, in a URL.
	 * @return the signer
	 * @throws IllegalStateException if there is no cookie secret
	 */
	public SignedValues signedValues() {
		return this.cookies.signing();
	}

	@Nullable WorkQueue blockingCalls() {
		return this.blockingCalls;
	}

	/** Where files are read. */
	WorkQueue fileWork() {
		return this.fileWork;
	}

	StaticFileCache staticFileCache() {
		return this.staticFileCache;
	}

	@Nullable StaticUrls staticUrls() {
		return this.staticUrls;
	}

	/**
	 * Returns what makes JSON of values.
	 * @return the codec; null if there is none
	 */
	public @Nullable JsonCodec jsonCodec() {
		return this.jsonCodec;
	}

	ArgumentConverter argumentConverter() {
		return this.argumentConverter;
	}

	@Nullable ResultAdapter resultAdapter() {
		return this.resultAdapter;
	}

	Results results() {
		return this.results;
	}

	Views views() {
		return this.views;
	}

	Languages languages() {
		return this.languages;
	}

	@Nullable Messages messages() {
		return this.messages;
	}

	Observers observers() {
		return this.observers;
	}

	CookieOptions cookies() {
		return this.cookies;
	}

	XsrfProtection xsrfProtection() {
		return this.xsrfProtection;
	}

	@Nullable String loginUrl() {
		return this.loginUrl;
	}

	ErrorPages errorPages() {
		return this.errorPages;
	}

	@Nullable Compression compression() {
		return this.compression;
	}

	boolean logsAccess() {
		return this.accessLog;
	}

}
