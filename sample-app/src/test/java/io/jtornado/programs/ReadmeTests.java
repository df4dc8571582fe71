package io.jtornado.programs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.jtornado.sample.SampleApplication;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README shows is what is there: its programs are files of the tests, its tables
 * name every property and every meter.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	private final String readme = read("README.md");

	@ParameterizedTest
	@ValueSource(strings = { "jtornado-core/src/test/java/io/jtornado/programs/EchoServer.java",
			"jtornado-core/src/test/java/io/jtornado/programs/HelloServer.java",
			"sample-app/src/test/java/io/jtornado/programs/echo/EchoApplication.java",
			"sample-app/src/test/java/io/jtornado/programs/hello/HelloApplication.java" })
	void showsTheProgramsAsTheyAreTested(String file) {
		String program = read(file).replaceFirst("package .*;\\R+", "").replace("\t", "    ").strip();

		assertThat(this.readme).contains("```java\n" + program + "\n```");
	}

	@Test
	void namesEveryProperty() throws IOException {
		for (URL metadata : Collections
			.list(getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream json = metadata.openStream()) {
				List<String> names = JsonPath.read(json, "$.properties[*].name");
				assertThat(names).filteredOn((name) -> name.startsWith("jtornado."))
					.allSatisfy((name) -> assertThat(this.readme).contains("| `" + name + "` |"));
			}
		}
	}

	@Test
	void namesEveryMeter() {
		try (ConfigurableApplicationContext context = SpringApplication.run(SampleApplication.class,
				"--jtornado.port=0")) {
			List<Meter> meters = context.getBean(MeterRegistry.class).getMeters();
			assertThat(meters).extracting((meter) -> meter.getId().getName())
				.filteredOn((name) -> name.startsWith("jtornado."))
				.isNotEmpty()
				.allSatisfy((name) -> assertThat(this.readme).contains("| `" + name + "` |"));
		}
	}

	private static String read(String file) {
		try {
			return Files.readString(ROOT.resolve(file));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
