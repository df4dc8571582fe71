package io.jtornado.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.websocket.WebSocketOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The generated metadata is what an editor shows to a user.
 */
class ConfigurationMetadataTests {

	private static Map<String, Object> metadata;

	private static List<Map<String, Object>> properties;

	@BeforeAll
	@SuppressWarnings("unchecked")
	static void readMetadata() throws IOException {
		try (InputStream stream = JTornadoProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			String json = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			metadata = JsonParserFactory.getJsonParser().parseMap(json);
			properties = ((List<Map<String, Object>>) metadata.get("properties")).stream()
				.filter((property) -> property.get("name").toString().startsWith("jtornado."))
				.toList();
		}
	}

	@Test
	void listsEveryKey() {
		assertThat(properties).extracting((property) -> property.get("name"))
			.contains("jtornado.enabled", "jtornado.port", "jtornado.address", "jtornado.loops", "jtornado.backlog",
					"jtornado.reuse-port", "jtornado.max-connections", "jtornado.no-keep-alive",
					"jtornado.server-header", "jtornado.max-header-size", "jtornado.max-headers",
					"jtornado.max-body-size", "jtornado.max-buffer-size", "jtornado.max-buffered",
					"jtornado.header-timeout", "jtornado.idle-connection-timeout", "jtornado.body-timeout",
					"jtornado.write-timeout", "jtornado.half-close-timeout", "jtornado.min-body-rate",
					"jtornado.shutdown", "jtornado.compress-response", "jtornado.compression.min-length",
					"jtornado.compression.max-streams", "jtornado.compression.level",
					"jtornado.compression.brotli-level", "jtornado.compression.types", "jtornado.compression.codings",
					"jtornado.etag-max-size", "jtornado.serve-traceback", "jtornado.debug", "jtornado.login-url",
					"jtornado.blocked-loop-threshold", "jtornado.access-log.enabled",
					"jtornado.blocking.max-concurrent", "jtornado.blocking.max-queued", "jtornado.listeners",
					"jtornado.xheaders", "jtornado.trusted-downstream", "jtornado.forwarded-fields",
					"jtornado.allowed-hosts", "jtornado.unix-socket", "jtornado.unix-socket-mode",
					"jtornado.ssl.enabled", "jtornado.ssl.bundle", "jtornado.ssl.client-auth",
					"jtornado.ssl.server-name-bundles", "jtornado.handshake-timeout", "jtornado.proxy-protocol",
					"jtornado.decompress-request", "jtornado.multipart.max-parts",
					"jtornado.multipart.max-part-header-size", "jtornado.multipart.max-fields-size",
					"jtornado.multipart.file-threshold", "jtornado.multipart.max-stored",
					"jtornado.multipart.directory", "jtornado.static-path", "jtornado.static-url-prefix",
					"jtornado.static-files.default-file", "jtornado.static-files.follow-links",
					"jtornado.static-files.dot-files", "jtornado.static-files.precompressed",
					"jtornado.static-files.cache-time", "jtornado.static-files.cache-size",
					"jtornado.static-files.content-types", "jtornado.cookie-secret", "jtornado.cookie-secrets",
					"jtornado.key-version", "jtornado.signed-value-min-version", "jtornado.cookies.same-site",
					"jtornado.cookies.secure", "jtornado.cookies.http-only", "jtornado.xsrf-cookies",
					"jtornado.xsrf-cookie-name", "jtornado.xsrf-cookie.domain", "jtornado.xsrf-cookie.path",
					"jtornado.xsrf-cookie.max-age", "jtornado.xsrf-cookie.same-site", "jtornado.xsrf-cookie.secure",
					"jtornado.xsrf-cookie.http-only", "jtornado.locales", "jtornado.views.engine",
					"jtornado.views.cache", "jtornado.request-timeout", "jtornado.cors.allowed-origins",
					"jtornado.cors.allowed-methods", "jtornado.cors.allowed-headers", "jtornado.cors.exposed-headers",
					"jtornado.cors.allow-credentials", "jtornado.cors.max-age", "jtornado.websocket.ping-interval",
					"jtornado.websocket.ping-timeout", "jtornado.websocket.max-message-size",
					"jtornado.websocket.max-queued", "jtornado.websocket.slow-client",
					"jtornado.websocket.compression.enabled", "jtornado.websocket.compression.level",
					"jtornado.websocket.compression.min-size", "jtornado.websocket.compression.context-takeover");
	}

	@Test
	void describesEveryKeyInTheStyleOfSpringBoot() {
		assertThat(properties).allSatisfy((property) -> {
			String description = (String) property.get("description");
			assertThat(description).as(property.toString()).isNotBlank().endsWith(".");
			assertThat(description).doesNotStartWith("The ").doesNotStartWith("A ");
			if (property.get("type").equals("java.lang.Boolean")) {
				assertThat(description).startsWith("Whether ");
			}
		});
	}

	@Test
	void knowsTheDefaults() {
		assertThat(property("jtornado.cookies.same-site")).containsEntry("defaultValue", "lax");
		assertThat(property("jtornado.xsrf-cookie-name")).containsEntry("defaultValue", "_xsrf");
		assertThat(property("jtornado.port")).containsEntry("defaultValue", 8888);
		assertThat(property("jtornado.max-header-size")).containsEntry("defaultValue", "64KB");
		assertThat(property("jtornado.header-timeout")).containsEntry("defaultValue", "15s");
		assertThat(property("jtornado.shutdown")).containsEntry("defaultValue", "graceful");
		assertThat(property("jtornado.websocket.ping-interval")).containsEntry("defaultValue", "30s");
		assertThat(property("jtornado.websocket.slow-client")).containsEntry("defaultValue", "close");
	}

	@Test
	void tellsTheDefaultsOfTheCore() {
		Map<String, Object> defaults = new LinkedHashMap<>();
		properties.stream()
			.filter((property) -> property.get("defaultValue") != null)
			.forEach((property) -> defaults.put(property.get("name").toString(), property.get("defaultValue")));
		defaults.remove("jtornado.listeners");

		JTornadoProperties bound = new Binder(new MapConfigurationPropertySource(defaults))
			.bind("jtornado", JTornadoProperties.class)
			.get();

		assertThat(defaults).containsKeys("jtornado.backlog", "jtornado.min-body-rate");
		assertThat(new PropertiesMapper(bound).serverOptions()).usingRecursiveComparison()
			.isEqualTo(HTTPServerOptions.DEFAULTS);
		assertThat(bound.getWebsocket().options()).isEqualTo(WebSocketOptions.DEFAULTS);
	}

	@Test
	@SuppressWarnings("unchecked")
	void hintsAtKeysThatThereAre() {
		List<Map<String, Object>> hints = (List<Map<String, Object>>) metadata.get("hints");

		assertThat(hints).extracting((hint) -> hint.get("name"))
			.contains("jtornado.trusted-downstream", "jtornado.unix-socket-mode")
			.allSatisfy((name) -> assertThat(property(name.toString())).isNotEmpty());
	}

	private Map<String, Object> property(String name) {
		return properties.stream().filter((property) -> property.get("name").equals(name)).findFirst().orElseThrow();
	}

}
