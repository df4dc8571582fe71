package io.jtornado.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The generated metadata is what an editor shows to a user.
 */
class ConfigurationMetadataTests {

	private static List<Map<String, Object>> properties;

	@BeforeAll
	@SuppressWarnings("unchecked")
	static void readMetadata() throws IOException {
		try (InputStream stream = JTornadoProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			String json = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			properties = ((List<Map<String, Object>>) JsonParserFactory.getJsonParser()
				.parseMap(json)
				.get("properties")).stream()
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
					"jtornado.shutdown", "jtornado.etag-max-size", "jtornado.serve-traceback",
					"jtornado.blocked-loop-threshold", "jtornado.access-log.enabled",
					"jtornado.blocking.max-concurrent", "jtornado.blocking.max-queued");
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
		assertThat(property("jtornado.port")).containsEntry("defaultValue", 8888);
		assertThat(property("jtornado.max-header-size")).containsEntry("defaultValue", "64KB");
		assertThat(property("jtornado.header-timeout")).containsEntry("defaultValue", "15s");
		assertThat(property("jtornado.shutdown")).containsEntry("defaultValue", "graceful");
	}

	private Map<String, Object> property(String name) {
		return properties.stream().filter((property) -> property.get("name").equals(name)).findFirst().orElseThrow();
	}

}
