package io.jtornado.spring.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

/**
 * Settings of the server; their defaults are those of the core. An unknown key fails at
 * start-up, and so does a value outside of its range. Those that a listener may have for
 * itself are the main listener's, and those of every further one that does not set them.
 * <p>
 * <b>Threading:</b> bound once, before anything reads it.
 */
@ConfigurationProperties(prefix = "jtornado", ignoreUnknownFields = false)
public class JTornadoProperties extends ListenerProperties implements Validator {

	/**
	 * Whether jtornado serves the application.
	 */
	private boolean enabled = true;

	/**
	 * Number of loops, each a thread of its own. One per core if not set.
	 */
	private @Nullable Integer loops;

	/**
	 * Type of shutdown. A graceful one waits for requests in flight, at most
	 * "spring.lifecycle.timeout-per-shutdown-phase".
	 */
	private Shutdown shutdown = Shutdown.GRACEFUL;

	/**
	 * Maximum size of a response whose ETag is computed. 0 computes none. A tag costs
	 * about 0.3 us for 100 bytes, 0.7 us for 1 KiB and 8 us for 16 KiB; 0.1 to 0.3 us if
	 * the response before was the same.
	 */
	private DataSize etagMaxSize = DataSize.ofKilobytes(16);

	/**
	 * Maximum time from when a handler begins until its response is complete, where the
	 * handler does not say it itself. 0 means any.
	 */
	private Duration requestTimeout = Duration.ofSeconds(0);

	/**
	 * Where handlers send whom they do not know to log in: an absolute path in this
	 * application, without what a proxy cuts off, or an absolute URL.
	 */
	private @Nullable String loginUrl;

	/**
	 * Whether the application is being worked on. Error pages show stack traces then.
	 */
	private boolean debug = false;

	/**
	 * Whether error pages show stack traces, for development only. As "jtornado.debug" if
	 * not set.
	 */
	private @Nullable Boolean serveTraceback;

	/**
	 * Whether responses are compressed for clients that accept it.
	 */
	private boolean compressResponse = false;

	/**
	 * Secret that signs cookies, at least 16 characters, best 32 random bytes in base64.
	 */
	private @Nullable String cookieSecret;

	/**
	 * Secrets that cookies may be signed with, by key version, instead of a single one.
	 */
	private Map<Integer, String> cookieSecrets = new LinkedHashMap<>();

	/**
	 * Version of the secret that signs, among several.
	 */
	private @Nullable Integer keyVersion;

	/**
	 * Least version of signed values that is accepted. 1 is that of Tornado before 3.2.1,
	 * and unsafe.
	 */
	private int signedValueMinVersion = 2;

	/**
	 * Whether requests that may change something need an XSRF token.
	 */
	private boolean xsrfCookies = false;

	/**
	 * Name of the cookie with the XSRF token.
	 */
	private String xsrfCookieName = "_xsrf";

	/**
	 * Directory with static files: "classpath:/static/", "file:./public/", or a path.
	 * None are served if not set.
	 */
	private @Nullable String staticPath;

	/**
	 * Path below which static files are served.
	 */
	private String staticUrlPrefix = "/static/";

	/**
	 * Languages that answers are in, the default first. If there are several, browsers
	 * choose by Accept-Language.
	 */
	private List<Locale> locales = new ArrayList<>();

	/**
	 * Time after which a turn of a loop is reported as blocked. 0 reports none.
	 */
	private Duration blockedLoopThreshold = Duration.ofMillis(500);

	/**
	 * Further listeners, each with a name and a port or Unix domain socket. A setting
	 * that one does not have is that of the main listener.
	 */
	private List<Listener> listeners = new ArrayList<>();

	@NestedConfigurationProperty
	private final CookieProperties cookies = new CookieProperties();

	@NestedConfigurationProperty
	private final XsrfCookieProperties xsrfCookie = new XsrfCookieProperties();

	@NestedConfigurationProperty
	private final CorsProperties cors = new CorsProperties();

	private final AccessLog accessLog = new AccessLog();

	private final Blocking blocking = new Blocking();

	@NestedConfigurationProperty
	private final MultipartProperties multipart = new MultipartProperties();

	@NestedConfigurationProperty
	private final CompressionProperties compression = new CompressionProperties();

	@NestedConfigurationProperty
	private final StaticFilesProperties staticFiles = new StaticFilesProperties();

	@NestedConfigurationProperty
	private final WebSocketProperties websocket = new WebSocketProperties();

	@NestedConfigurationProperty
	private final ViewsProperties views = new ViewsProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable Integer getLoops() {
		return this.loops;
	}

	public void setLoops(@Nullable Integer loops) {
		this.loops = loops;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	public void setShutdown(Shutdown shutdown) {
		this.shutdown = shutdown;
	}

	public DataSize getEtagMaxSize() {
		return this.etagMaxSize;
	}

	public void setEtagMaxSize(DataSize etagMaxSize) {
		this.etagMaxSize = etagMaxSize;
	}

	public Duration getRequestTimeout() {
		return this.requestTimeout;
	}

	public void setRequestTimeout(Duration requestTimeout) {
		this.requestTimeout = requestTimeout;
	}

	public @Nullable String getLoginUrl() {
		return this.loginUrl;
	}

	public void setLoginUrl(@Nullable String loginUrl) {
		this.loginUrl = loginUrl;
	}

	public boolean isDebug() {
		return this.debug;
	}

	public void setDebug(boolean debug) {
		this.debug = debug;
	}

	public @Nullable Boolean getServeTraceback() {
		return this.serveTraceback;
	}

	public void setServeTraceback(@Nullable Boolean serveTraceback) {
		this.serveTraceback = serveTraceback;
	}

	public boolean isCompressResponse() {
		return this.compressResponse;
	}

	public void setCompressResponse(boolean compressResponse) {
		this.compressResponse = compressResponse;
	}

	public CompressionProperties getCompression() {
		return this.compression;
	}

	public @Nullable String getCookieSecret() {
		return this.cookieSecret;
	}

	public void setCookieSecret(@Nullable String cookieSecret) {
		this.cookieSecret = cookieSecret;
	}

	public Map<Integer, String> getCookieSecrets() {
		return this.cookieSecrets;
	}

	public void setCookieSecrets(Map<Integer, String> cookieSecrets) {
		this.cookieSecrets = cookieSecrets;
	}

	public @Nullable Integer getKeyVersion() {
		return this.keyVersion;
	}

	public void setKeyVersion(@Nullable Integer keyVersion) {
		this.keyVersion = keyVersion;
	}

	public int getSignedValueMinVersion() {
		return this.signedValueMinVersion;
	}

	public void setSignedValueMinVersion(int signedValueMinVersion) {
		this.signedValueMinVersion = signedValueMinVersion;
	}

	public boolean isXsrfCookies() {
		return this.xsrfCookies;
	}

	public void setXsrfCookies(boolean xsrfCookies) {
		this.xsrfCookies = xsrfCookies;
	}

	public String getXsrfCookieName() {
		return this.xsrfCookieName;
	}

	public void setXsrfCookieName(String xsrfCookieName) {
		this.xsrfCookieName = xsrfCookieName;
	}

	public @Nullable String getStaticPath() {
		return this.staticPath;
	}

	public void setStaticPath(@Nullable String staticPath) {
		this.staticPath = staticPath;
	}

	public String getStaticUrlPrefix() {
		return this.staticUrlPrefix;
	}

	public void setStaticUrlPrefix(String staticUrlPrefix) {
		this.staticUrlPrefix = staticUrlPrefix;
	}

	public List<Locale> getLocales() {
		return this.locales;
	}

	public void setLocales(List<Locale> locales) {
		this.locales = locales;
	}

	public Duration getBlockedLoopThreshold() {
		return this.blockedLoopThreshold;
	}

	public void setBlockedLoopThreshold(Duration blockedLoopThreshold) {
		this.blockedLoopThreshold = blockedLoopThreshold;
	}

	public List<Listener> getListeners() {
		return this.listeners;
	}

	public void setListeners(List<Listener> listeners) {
		this.listeners = listeners;
	}

	String listenerName(int index) {
		String name = this.listeners.get(index).getName();
		return (name != null) ? name : "listener-" + index;
	}

	public CookieProperties getCookies() {
		return this.cookies;
	}

	public XsrfCookieProperties getXsrfCookie() {
		return this.xsrfCookie;
	}

	public CorsProperties getCors() {
		return this.cors;
	}

	public AccessLog getAccessLog() {
		return this.accessLog;
	}

	public Blocking getBlocking() {
		return this.blocking;
	}

	public StaticFilesProperties getStaticFiles() {
		return this.staticFiles;
	}

	public MultipartProperties getMultipart() {
		return this.multipart;
	}

	public WebSocketProperties getWebsocket() {
		return this.websocket;
	}

	public ViewsProperties getViews() {
		return this.views;
	}

	@Override
	public boolean supports(Class<?> type) {
		return type == JTornadoProperties.class;
	}

	@Override
	public void validate(Object target, Errors errors) {
		new JTornadoPropertiesRules((JTornadoProperties) target, errors).check();
	}

	/**
	 * Settings of one further listener.
	 */
	public static class Listener extends ListenerProperties {

		/**
		 * Name of the listener in metrics and logs. "listener-" and its index if not set.
		 */
		private @Nullable String name;

		public @Nullable String getName() {
			return this.name;
		}

		public void setName(@Nullable String name) {
			this.name = name;
		}

	}

	/**
	 * Settings of the access log.
	 */
	public static class AccessLog {

		/**
		 * Whether every request is logged, by the logger "jtornado.access". A line costs
		 * about 0.2 us, and about 1.4 us more if it is written to a file at once; nothing
		 * if the logger is off.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Settings of handlers that block.
	 */
	public static class Blocking {

		/**
		 * Maximum number of blocking handlers that run at the same time.
		 */
		private int maxConcurrent = 256;

		/**
		 * Maximum number of requests that wait for a blocking handler. Further ones are
		 * answered with 503.
		 */
		private int maxQueued = 1024;

		public int getMaxConcurrent() {
			return this.maxConcurrent;
		}

		public void setMaxConcurrent(int maxConcurrent) {
			this.maxConcurrent = maxConcurrent;
		}

		public int getMaxQueued() {
			return this.maxQueued;
		}

		public void setMaxQueued(int maxQueued) {
			this.maxQueued = maxQueued;
		}

	}

}
