package io.jtornado.spring.autoconfigure;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.jtornado.http.CIDR;
import io.jtornado.http.ForwardedField;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.Limits;
import io.jtornado.httpserver.Timeouts;
import io.jtornado.web.Application;
import io.jtornado.web.MultipartOptions;
import io.jtornado.web.StaticFileOptions;
import io.jtornado.websocket.WebSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class JTornadoPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

	@Test
	void defaultsAreThoseOfTheCore() {
		JTornadoProperties properties = new JTornadoProperties();

		assertThat(new PropertiesMapper(properties).serverOptions()).usingRecursiveComparison()
			.isEqualTo(HTTPServerOptions.DEFAULTS);
		Application.Builder mapped = Application.builder();
		new PropertiesMapper(properties).applyTo(mapped);
		assertThat(mapped).usingRecursiveComparison().isEqualTo(untouched());
	}

	@Test
	void bindsWhatIsAccepted() {
		HTTPServerOptions options = options("jtornado.backlog=7", "jtornado.reuse-port=true",
				"jtornado.max-connections=9", "jtornado.no-keep-alive=true", "jtornado.server-header=me",
				"jtornado.handshake-timeout=3s");

		assertThat(options.tcp().handshakeTimeout()).hasSeconds(3);

		assertThat(options.tcp().backlog()).isEqualTo(7);
		assertThat(options.tcp().reusePort()).isTrue();
		assertThat(options.tcp().maxConnections()).isEqualTo(9);
		assertThat(options.noKeepAlive()).isTrue();
		assertThat(options.serverHeader()).isEqualTo("me");
	}

	@Test
	void bindsWhoIsBelieved() {
		HTTPServerOptions options = options("jtornado.xheaders=true",
				"jtornado.trusted-downstream=10.0.0.0/8,2001:db8::/32,unix:",
				"jtornado.forwarded-fields=x-forwarded-for,forwarded",
				"jtornado.allowed-hosts=example.org,*.example.net");

		assertThat(options.xheaders()).isTrue();
		assertThat(options.trustedDownstream()).containsExactly(CIDR.parse("10.0.0.0/8"), CIDR.parse("2001:db8::/32"),
				CIDR.UNIX);
		assertThat(options.forwardedFields()).containsExactlyInAnyOrder(ForwardedField.X_FORWARDED_FOR,
				ForwardedField.FORWARDED);
		assertThat(options.allowedHosts()).containsExactly("example.org", "*.example.net");
	}

	@Test
	void bindsTheModeOfUnixSockets() {
		assertThat(options("jtornado.unix-socket-mode=rw-rw----").tcp().unixSocketMode()).isEqualTo("rw-rw----");
		assertThat(options("jtornado.unix-socket-mode=").tcp().unixSocketMode()).isNull();
	}

	@Test
	void refusesProxiesThatAreBelievedWhereverTheyAre() {
		this.runner.withPropertyValues("jtornado.xheaders=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("xheaders")
				.hasMessageContaining("needs trusted-downstream as well: say where the proxies are"));
		this.runner
			.withPropertyValues("jtornado.listeners[0].port=0", "jtornado.listeners[0].xheaders=true",
					"jtornado.listeners[1].port=0", "jtornado.listeners[1].xheaders=true",
					"jtornado.listeners[1].trusted-downstream=10.1.2.3")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("listeners[0].xheaders")
				.hasMessageNotContaining("listeners[1]"));
	}

	@ParameterizedTest
	@CsvSource({ "ssl.client-auth,need", "ssl.enabled,true" })
	void refusesTlsWithoutABundle(String key, String value) {
		this.runner.withPropertyValues("jtornado." + key + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("ssl.bundle")
				.hasMessageContaining("must be set as well"));
		this.runner.withPropertyValues("jtornado." + key + "=" + value, "jtornado.ssl.bundle=web")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void saysWhatIsWrongWithARange() {
		this.runner.withPropertyValues("jtornado.trusted-downstream=10.0.0.0/8,10.1.0.0/8")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'10.1.0.0/8' has bits set behind the first 8; write 10.0.0.0/8"));
		this.runner.withPropertyValues("jtornado.allowed-hosts=example.org:8080")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'example.org:8080'; write example.org"));
		this.runner.withPropertyValues("jtornado.forwarded-fields=via")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("jtornado.forwarded-fields")
				.hasStackTraceContaining("via"));
	}

	@Test
	void bindsLimits() {
		HTTPServerOptions options = options("jtornado.max-header-size=8KB", "jtornado.max-headers=11",
				"jtornado.max-body-size=12B", "jtornado.max-buffer-size=13MB", "jtornado.max-buffered=5GB");

		assertThat(options.limits()).isEqualTo(new Limits(8 << 10, 11, 12, 13 << 20, 5L << 30));
	}

	@Test
	void bindsTimeouts() {
		HTTPServerOptions options = options("jtornado.header-timeout=1s", "jtornado.idle-connection-timeout=2s",
				"jtornado.body-timeout=3s", "jtornado.write-timeout=4s", "jtornado.half-close-timeout=5s",
				"jtornado.min-body-rate=6B");

		assertThat(options.timeouts()).isEqualTo(new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2),
				Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5), 6));
	}

	@Test
	void bindsTheRest() throws Exception {
		JTornadoProperties properties = bind("jtornado.enabled=false", "jtornado.port=1234",
				"jtornado.address=127.0.0.1", "jtornado.loops=3", "jtornado.shutdown=immediate",
				"jtornado.etag-max-size=1KB", "jtornado.serve-traceback=true", "jtornado.debug=true",
				"jtornado.login-url=/login", "jtornado.access-log.enabled=false", "jtornado.blocked-loop-threshold=2s",
				"jtornado.blocking.max-concurrent=4", "jtornado.blocking.max-queued=5");

		assertThat(properties.isEnabled()).isFalse();
		assertThat(properties.getPort()).isEqualTo(1234);
		assertThat(properties.getAddress()).isEqualTo(InetAddress.getByName("127.0.0.1"));
		assertThat(properties.getLoops()).isEqualTo(3);
		assertThat(properties.getShutdown()).isEqualTo(Shutdown.IMMEDIATE);
		assertThat(properties.getEtagMaxSize()).isEqualTo(DataSize.ofKilobytes(1));
		assertThat(properties.getServeTraceback()).isTrue();
		assertThat(properties.isDebug()).isTrue();
		assertThat(properties.getLoginUrl()).isEqualTo("/login");
		assertThat(properties.getAccessLog().isEnabled()).isFalse();
		assertThat(properties.getBlockedLoopThreshold()).isEqualTo(Duration.ofSeconds(2));
		assertThat(properties.getBlocking().getMaxConcurrent()).isEqualTo(4);
		assertThat(properties.getBlocking().getMaxQueued()).isEqualTo(5);
	}

	@Test
	void bindsMultipart(@TempDir Path directory) {
		Application.Builder mapped = Application.builder();
		new PropertiesMapper(bind("jtornado.multipart.max-parts=1", "jtornado.multipart.max-part-header-size=2B",
				"jtornado.multipart.max-fields-size=3KB", "jtornado.multipart.file-threshold=4KB",
				"jtornado.multipart.max-stored=5GB", "jtornado.multipart.directory=" + directory))
			.applyTo(mapped);

		assertThat(mapped).usingRecursiveComparison()
			.isEqualTo(untouched().multipart(new MultipartOptions(1, 2, 3 << 10, 4 << 10, 5L << 30, directory)));
	}

	@Test
	void bindsStaticFiles(@TempDir Path directory) {
		StaticFileOptions options = new StaticFilesMapper(bind("jtornado.static-files.default-file=index.html",
				"jtornado.static-files.follow-links=true", "jtornado.static-files.dot-files=true",
				"jtornado.static-files.precompressed=false", "jtornado.static-files.cache-time=5m",
				"jtornado.static-files.content-types.gltf=model/gltf+json"))
			.options();

		assertThat(options).isEqualTo(new StaticFileOptions("index.html", true, true, false, Duration.ofMinutes(5),
				Map.of("gltf", "model/gltf+json")));
		assertThat(new StaticFilesMapper(bind("jtornado.port=0")).options()).isEqualTo(StaticFileOptions.DEFAULTS);
		assertThat(new StaticFilesMapper(bind("jtornado.static-path=")).files()).isNull();
		for (String place : new String[] { directory.toString(), "file:" + directory, directory.toUri().toString() }) {
			assertThat(new StaticFilesMapper(bind("jtornado.static-path=" + place)).files())
				.hasToString(directory.toString());
		}
		assertThat(new StaticFilesMapper(bind("jtornado.static-path=classpath:/META-INF")).files())
			.hasToString("classpath:META-INF/");
	}

	@Test
	void bindsTheSizeOfTheirCache() {
		Application.Builder mapped = Application.builder();
		new PropertiesMapper(bind("jtornado.static-files.cache-size=1MB")).applyTo(mapped);

		assertThat(mapped).usingRecursiveComparison().isEqualTo(untouched().staticFileCache(1 << 20));
	}

	@Test
	void sendsNoServerHeaderIfItIsEmpty() {
		assertThat(options("jtornado.server-header=").serverHeader()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "port,65536", "port,-2", "loops,0", "backlog,0", "max-connections,-1", "max-headers,0",
			"max-header-size,129KB", "max-header-size,0", "max-body-size,-1B", "max-body-size,2GB", "max-buffer-size,0",
			"max-buffered,0", "header-timeout,0s", "idle-connection-timeout,-1s", "body-timeout,0", "write-timeout,0",
			"half-close-timeout,0", "min-body-rate,-1B", "etag-max-size,-1B", "blocked-loop-threshold,-1s",
			"header-timeout,367d", "idle-connection-timeout,200000d", "body-timeout,367d", "write-timeout,367d",
			"half-close-timeout,367d", "blocked-loop-threshold,999us", "blocked-loop-threshold,200000d",
			"server-header,a\u0007b", "login-url,login", "login-url,//evil.example", "login-url,javascript:alert(1)",
			"blocking.max-concurrent,0", "blocking.max-queued,-1", "trusted-downstream,proxy.example.org",
			"allowed-hosts,a b", "unix-socket,a\u0000b", "unix-socket-mode,0660", "handshake-timeout,0s",
			"multipart.max-parts,0", "multipart.max-part-header-size,0", "multipart.max-part-header-size,2GB",
			"multipart.max-fields-size,-1B", "multipart.file-threshold,-1B", "multipart.max-stored,-1B",
			"multipart.directory,none/such", "multipart.directory,a\u0000b", "compression.min-length,-1B",
			"compression.max-streams,-1", "compression.level,0", "compression.level,10", "compression.brotli-level,12",
			"compression.types,text", "static-path,none/such", "static-path,file:none/such",
			"static-path,classpath:none/such", "static-path,classpath:", "static-path,https://example.org/",
			"static-path,a\u0000b", "static-url-prefix,static", "static-files.default-file,../x",
			"static-files.cache-time,-1s", "static-files.cache-size,-1B", "static-files.content-types.x,text",
			"ssl.server-name-bundles[0].bundle,b" })
	void refusesAValueOutOfItsRangeAndNamesTheKey(String key, String value) {
		this.runner.withPropertyValues("jtornado." + key + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jtornado")
				.hasMessageContaining(key.substring(key.indexOf('.') + 1).replaceAll("-.*", "")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "login", "//evil.example" })
	void saysWhatALoginUrlIs(String url) {
		this.runner.withPropertyValues("jtornado.login-url=" + url)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("loginUrl")
				.hasMessageContaining("The login URL must be an absolute path such as /login, or a URL such as "
						+ "https://login.example.com/, not '" + url + "'"));
	}

	@ParameterizedTest
	@CsvSource({ "port,-1", "port,65536", "name,UPPER", "name,http", "name,management", "name,a.b", "backlog,0",
			"header-timeout,0s", "max-header-size,129KB", "trusted-downstream,10.0.0.0/33", "allowed-hosts,a:1",
			"unix-socket-mode,rwx" })
	void refusesWhatAListenerCannotHaveAndNamesTheKey(String key, String value) {
		this.runner.withPropertyValues("jtornado.listeners[0].port=0", "jtornado.listeners[0]." + key + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("listeners[0]." + key.replaceAll("-.*", "")));
	}

	@Test
	void refusesTwoListenersOfOneNameAndOneWithoutAPort() {
		this.runner
			.withPropertyValues("jtornado.listeners[0].port=0", "jtornado.listeners[0].name=a",
					"jtornado.listeners[1].port=0", "jtornado.listeners[1].name=a")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("listeners[1].name")
				.hasMessageContaining("must differ"));
		this.runner.withPropertyValues("jtornado.listeners[0].name=a")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("listeners[0].port"));
	}

	@Test
	void refusesTrustedProxiesThatNobodyIsToBelieve() {
		for (String key : new String[] { "trusted-downstream=10.0.0.0/8", "forwarded-fields=forwarded" }) {
			this.runner.withPropertyValues("jtornado." + key)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessageContaining("has no effect without xheaders"));
			this.runner.withPropertyValues("jtornado.listeners[0].port=0", "jtornado.listeners[0]." + key)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessageContaining("listeners[0]")
					.hasMessageContaining("has no effect without xheaders"));
			this.runner.withPropertyValues("jtornado.xheaders=false", "jtornado." + key)
				.run((context) -> assertThat(context).hasNotFailed());
		}
		this.runner
			.withPropertyValues("jtornado.trusted-downstream=10.0.0.0/8", "jtornado.listeners[0].port=0",
					"jtornado.listeners[0].xheaders=true")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void refusesXheadersWithoutTrustedProxies() {
		this.runner.withPropertyValues("jtornado.xheaders=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("needs trusted-downstream as well"));
	}

	@Test
	void refusesClientCertificatesWithoutABundle() {
		this.runner.withPropertyValues("jtornado.ssl.client-auth=need")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("ssl.bundle"));
	}

	@Test
	void refusesAnUnknownKeyOfAListener() {
		this.runner.withPropertyValues("jtornado.listeners[0].port=0", "jtornado.listeners[0].prot=1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("jtornado.listeners[0].prot"));
	}

	@Test
	void givesAListenerWhatItDoesNotSetFromTheMainOne() {
		JTornadoProperties properties = bind("jtornado.backlog=7", "jtornado.max-headers=8",
				"jtornado.header-timeout=9s", "jtornado.body-timeout=10s", "jtornado.listeners[0].port=0",
				"jtornado.listeners[0].max-headers=11", "jtornado.listeners[0].body-timeout=12s",
				"jtornado.allowed-hosts=a,b", "jtornado.listeners[0].allowed-hosts=", "jtornado.xheaders=true",
				"jtornado.trusted-downstream=10.0.0.0/8", "jtornado.unix-socket=main.socket");

		HTTPServerOptions options = new PropertiesMapper(properties).serverOptions(0);

		assertThat(options.name()).isEqualTo("listener-0");
		assertThat(options.tcp().backlog()).isEqualTo(7);
		assertThat(options.limits()).isEqualTo(new Limits(64 << 10, 11, 10 << 20, 100 << 20, 0));
		assertThat(options.timeouts())
			.isEqualTo(Timeouts.DEFAULTS.withHeader(Duration.ofSeconds(9)).withBody(Duration.ofSeconds(12)));
		assertThat(options.allowedHosts()).isEmpty();
		assertThat(options.xheaders()).isTrue();
		assertThat(options.trustedDownstream()).hasSize(1);
	}

	/** What the defaults make of a builder. */
	private static Application.Builder untouched() {
		return Application.builder().setting(WebSocketOptions.class, WebSocketOptions.DEFAULTS);
	}

	private HTTPServerOptions options(String... pairs) {
		return new PropertiesMapper(bind(pairs)).serverOptions();
	}

	private JTornadoProperties bind(String... pairs) {
		JTornadoProperties[] bound = new JTornadoProperties[1];
		this.runner.withPropertyValues(pairs).run((context) -> bound[0] = context.getBean(JTornadoProperties.class));
		return bound[0];
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(JTornadoProperties.class)
	static class Bound {

	}

}
