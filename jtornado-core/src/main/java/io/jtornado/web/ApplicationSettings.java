package io.jtornado.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The part of an {@link Application.Builder} that gathers what the application is made of
 * beside its routes and its workers.
 */
abstract sealed class ApplicationSettings extends ApplicationWork permits Application.Builder {

	private static final Duration LONGEST = Duration.ofDays(366);

	@Nullable JsonCodec jsonCodec;

	ArgumentConverter argumentConverter = new TextConverter();

	@Nullable ResultAdapter resultAdapter;

	@Nullable ViewRenderer views;

	@Nullable Messages messages;

	List<Locale> locales = List.of();

	@Nullable RequestObserver observer;

	CorsOptions cors = CorsOptions.DEFAULTS;

	final List<RequestInterceptor> interceptors = new ArrayList<>();

	MultipartOptions multipart = MultipartOptions.DEFAULTS;

	CookieOptions cookies = CookieOptions.DEFAULTS;

	@Nullable String loginUrl;

	@Nullable CompressionOptions compression;

	int etagMaxSize = 16 * 1024;

	Duration requestTimeout = Duration.ZERO;

	final Map<Integer, ErrorPageRenderer> errorPages = new HashMap<>();

	final List<ErrorPageRenderer> otherErrorPages = new ArrayList<>();

	boolean debug;

	@Nullable Boolean serveTraceback; // null: as debug

	boolean accessLog = true;

	/** Of packages that this one does not know. */
	final Map<Class<?>, Object> settings = new HashMap<>();

	/**
	 * Sets what reads and writes JSON.
	 * @param codec the codec; null for none, which is the default
	 * @return this
	 */
	public Application.Builder jsonCodec(@Nullable JsonCodec codec) {
		this.jsonCodec = codec;
		return self();
	}

	/**
	 * Sets what forms of parts may have, and where their files are kept.
	 * @param options {@link MultipartOptions#DEFAULTS} by default
	 * @return this
	 */
	public Application.Builder multipart(MultipartOptions options) {
		this.multipart = options;
		return self();
	}

	/**
	 * Sets what converts arguments. By default, these are strings, numbers, booleans,
	 * UUIDs and enum constants.
	 * @param converter the converter
	 * @return this
	 */
	public Application.Builder argumentConverter(ArgumentConverter converter) {
		this.argumentConverter = converter;
		return self();
	}

	/**
	 * Sets what adapts reactive types that verb methods return.
	 * @param adapter the adapter; null for none, which is the default
	 * @return this
	 */
	public Application.Builder resultAdapter(@Nullable ResultAdapter adapter) {
		this.resultAdapter = adapter;
		return self();
	}

	/**
	 * Sets what renders views.
	 * @param renderer the renderer; null for none, which is the default
	 * @return this
	 */
	public Application.Builder views(@Nullable ViewRenderer renderer) {
		this.views = renderer;
		return self();
	}

	/**
	 * Sets where messages are found.
	 * @param catalogue the messages; null for none, which is the default
	 * @return this
	 */
	public Application.Builder messages(@Nullable Messages catalogue) {
		this.messages = catalogue;
		return self();
	}

	/**
	 * Sets the languages that answers are in. If there are several, a browser says by
	 * {@code Accept-Language} which it would have. Without them, answers are in that of
	 * the machine, and do not say so.
	 * @param inWhichAnswersAre the locales, the default first
	 * @return this
	 * @throws IllegalArgumentException if one of them has no language
	 */
	public Application.Builder locales(Locale... inWhichAnswersAre) {
		this.locales = Languages.checked(inWhichAnswersAre);
		return self();
	}

	/**
	 * Sets who watches the requests.
	 * @param watcher the observer; null for nobody, which is the default
	 * @return this
	 */
	public Application.Builder observer(@Nullable RequestObserver watcher) {
		this.observer = watcher;
		return self();
	}

	/**
	 * Sets pages of which other origins may call the handlers whose class has no
	 * {@link CrossOrigin} of its own.
	 * @param options {@link CorsOptions#DEFAULTS}, which allow nobody, by default
	 * @return this
	 */
	public Application.Builder cors(CorsOptions options) {
		this.cors = options;
		return self();
	}

	/**
	 * Appends an interceptor, which all requests pass behind those that are there
	 * already.
	 * @param next the interceptor
	 * @return this
	 */
	public Application.Builder interceptor(RequestInterceptor next) {
		this.interceptors.add(next);
		return self();
	}

	/**
	 * Sets what the cookies have in common: attributes, secrets, XSRF.
	 * @param options {@link CookieOptions#DEFAULTS} by default
	 * @return this
	 * @throws IllegalArgumentException if browsers would drop such cookies
	 */
	public Application.Builder cookies(CookieOptions options) {
		this.cookies = options.checked();
		return self();
	}

	/**
	 * Sets where {@link Authenticated} sends whom it does not know, unless the handler
	 * overrides {@code loginUrl}. Tornado's setting {@code login_url}.
	 * @param url an absolute path in this application such as {@code /login}, behind what
	 * a trusted proxy cuts off, or a URL of http or https; null for none, which is the
	 * default
	 * @return this
	 * @throws IllegalArgumentException if it is neither
	 */
	public Application.Builder loginUrl(@Nullable String url) {
		this.loginUrl = (url != null) ? NextUrl.checkedLogin(url) : null;
		return self();
	}

	/**
	 * Sets which answers are compressed, and how. Tornado's setting
	 * {@code compress_response}.
	 * @param options {@link CompressionOptions#DEFAULTS} or others; null for no
	 * compression, which is the default
	 * @return this
	 */
	public Application.Builder compression(@Nullable CompressionOptions options) {
		this.compression = options;
		return self();
	}

	/**
	 * Sets up to which size a buffered answer gets an entity tag.
	 * @param bytes the size; 0 for no tags at all; 16 KiB by default
	 * @return this
	 */
	public Application.Builder etagMaxSize(int bytes) {
		this.etagMaxSize = checked("etagMaxSize", bytes, 0);
		return self();
	}

	/**
	 * Sets how long requests may take that do not say so themselves by
	 * {@link RequestTimeout}, which tells what happens then.
	 * @param timeout at most 366 days; zero for no timeout, which is the default
	 * @return this
	 * @throws IllegalArgumentException if it is negative, or longer
	 */
	public Application.Builder requestTimeout(Duration timeout) {
		if (timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException(
					"requestTimeout must be positive and at most 366 days, or 0 for none, not " + timeout);
		}
		this.requestTimeout = timeout;
		return self();
	}

	/**
	 * Sets who makes the page of a status, in place of another one for it.
	 * @param status the status, 300 to 599
	 * @param renderer who makes the page
	 * @return this
	 * @throws IllegalArgumentException if it is another status
	 */
	public Application.Builder errorPage(int status, ErrorPageRenderer renderer) {
		if (status < 300 || status > 599) {
			throw new IllegalArgumentException("Status of an error page must be 300 to 599, not " + status);
		}
		this.errorPages.put(status, renderer);
		return self();
	}

	/**
	 * Adds somebody who makes the pages of any status, asked after those of
	 * {@link #errorPage} and those that were added before.
	 * @param renderer who makes the pages
	 * @return this
	 */
	public Application.Builder errorPages(ErrorPageRenderer renderer) {
		this.otherErrorPages.add(renderer);
		return self();
	}

	/**
	 * Sets whether the application is being worked on: error pages show stacks, unless
	 * {@link #serveTraceback} says otherwise. Tornado's setting of that name.
	 * <p>
	 * Unlike Tornado, nothing is started anew: Spring Boot's devtools do that.
	 * @param work false by default
	 * @return this
	 */
	public Application.Builder debug(boolean work) {
		this.debug = work;
		return self();
	}

	/**
	 * Sets whether error pages show the stack of the exception: for development only.
	 * Without it, they do if {@link #debug} is on.
	 * @param serve whether they do
	 * @return this
	 */
	public Application.Builder serveTraceback(boolean serve) {
		this.serveTraceback = serve;
		return self();
	}

	final boolean servesTraceback() {
		return (this.serveTraceback != null) ? this.serveTraceback : this.debug;
	}

	/**
	 * Sets whether there is an access log, on the logger {@code jtornado.access}.
	 * @param log true by default
	 * @return this
	 */
	public Application.Builder accessLog(boolean log) {
		this.accessLog = log;
		return self();
	}

	/**
	 * Sets what a package that stands on this one asks the application for, such as
	 * {@code WebSocketOptions}; one for each type.
	 * @param <T> the type of the setting
	 * @param type its type, by which it is asked for
	 * @param value the setting, in place of an earlier one
	 * @return this
	 */
	public <T> Application.Builder setting(Class<T> type, T value) {
		this.settings.put(type, type.cast(value));
		return self();
	}

}
