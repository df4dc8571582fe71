package io.jtornado.programs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
 * name every property and every meter, its classes are there.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	/** What is set as code, in a line or in a drawing. */
	private static final Pattern CODE = Pattern.compile("(?s)```\\w*\n.*?```|`[^`\n]+`");

	/** Two capitals and a small letter: Allow and GET are none. */
	private static final Pattern CLASS = Pattern
		.compile("(?<![\\w-])(?=\\w*[A-Z]\\w*[A-Z])(?=\\w*[a-z])[A-Z]\\w+(?![\\w-])");

	/** The beginnings of what stands once in the reference. */
	private static final Pattern ROW_OR_RULE = Pattern.compile("(?m)^(\\| `[^`]+`|Of these, a further listener)");

	/** Of the JDK, of others, and inner ones of the programs. */
	private static final Set<String> FOREIGN = Set.of("IllegalStateException", "SSLEngine", "CompletionStage",
			"ByteBuffer", "HTTPException", "IOException", "SpringApplication", "SpringBootApplication",
			"SpringBootTest", "NullMarked", "UserHandler", "MainHandler", "EchoHandler", "UseSerialGC", "UUID",
			"SameSite", "ArrayList", "CopyOnWriteArrayList", "ConcurrentHashMap", "MessageFormat", "ResourceBundle",
			"LoggerFactory", "CompletableFuture", "WebSocket");

	private final String readme = read("README.md");

	private final String guide = read("docs/guide.md");

	private final String reference = read("docs/reference.md");

	@ParameterizedTest
	@ValueSource(strings = { "jtornado-core/src/test/java/io/jtornado/programs/EchoServer.java",
			"jtornado-core/src/test/java/io/jtornado/programs/HelloServer.java",
			"sample-app/src/test/java/io/jtornado/programs/echo/EchoApplication.java",
			"sample-app/src/test/java/io/jtornado/programs/hello/HelloApplication.java" })
	void showsTheProgramsAsTheyAreTested(String file) {
		String program = read(file).replaceFirst("package .*;\\R+", "").replace("\t", "    ").strip();

		assertThat(this.readme).contains("```java\n" + program + "\n```");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UploadHandler", "NumbersHandler" })
	void showsTheHandlersThatStreamAsTheyAreTested(String name) {
		String file = read("sample-app/src/test/java/io/jtornado/programs/streaming/" + name + ".java");
		String handler = file.substring(file.indexOf("@Handler")).replace("\t", "    ").strip();

		assertThat(this.readme).contains("```java\n" + handler + "\n```");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SearchHandler", "PhotoHandler", "ImportHandler" })
	void showsTheHandlersOfArgumentsAsTheyAreTested(String name) {
		String file = read("sample-app/src/test/java/io/jtornado/programs/arguments/" + name + ".java");
		String handler = file.substring(file.indexOf("@Handler")).replace("\t", "    ").strip();

		assertThat(read("docs/arguments.md")).contains("```java\n" + handler + "\n```");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PageHandler", "DownloadHandler" })
	void showsTheHandlersOfStaticFilesAsTheyAreTested(String name) {
		String file = read("sample-app/src/test/java/io/jtornado/programs/files/" + name + ".java");
		String handler = file.substring(file.indexOf("@Handler")).replace("\t", "    ").strip();

		assertThat(read("docs/static-files.md")).contains("```java\n" + handler + "\n```");
	}

	@ParameterizedTest
	@ValueSource(strings = { "KeyInterceptor", "PriceHandler", "ReportHandler" })
	void showsTheLifeOfHandlersAsItIsTested(String name) {
		String file = read("sample-app/src/test/java/io/jtornado/programs/life/" + name + ".java");
		String shown = file.substring(file.indexOf("\n@") + 1).replace("\t", "    ").strip();

		assertThat(read("docs/handlers.md")).contains("```java\n" + shown + "\n```");
	}

	@ParameterizedTest
	@ValueSource(strings = { "LoginHandler", "HomeHandler", "HookHandler" })
	void showsTheHandlersOfTheGuideAsTheyAreTested(String name) {
		String file = read("sample-app/src/test/java/io/jtornado/programs/login/" + name + ".java");
		String handler = file.substring(file.indexOf("@Handler")).replace("\t", "    ").strip();

		assertThat(this.guide).contains("```java\n" + handler + "\n```");
	}

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs/guide.md", "docs/arguments.md",
			"docs/static-files.md", "docs/views.md", "docs/handlers.md", "docs/websocket.md" })
	void nameOnlyClassesThatThereAre(String file) throws IOException {
		Set<String> classes = new HashSet<>(FOREIGN);
		try (Stream<Path> files = Files.walk(ROOT)) {
			files.map((path) -> path.getFileName().toString())
				.filter((name) -> name.endsWith(".java"))
				.forEach((name) -> classes.add(name.substring(0, name.length() - ".java".length())));
		}

		List<String> named = CODE.matcher(read(file))
			.results()
			.flatMap((code) -> CLASS.matcher(code.group()).results())
			.map(MatchResult::group)
			.toList();

		assertThat(named).isNotEmpty().allSatisfy((name) -> assertThat(classes).contains(name));
	}

	@Test
	void namesEveryProperty() throws IOException {
		for (URL metadata : Collections
			.list(getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream json = metadata.openStream()) {
				List<String> names = JsonPath.read(json, "$.properties[*].name");
				assertThat(names).filteredOn((name) -> name.startsWith("jtornado."))
					.allSatisfy((name) -> assertThat(this.reference).contains("| `" + name + "` |"));
			}
		}
	}

	@Test
	void saysNothingTwiceInTheReference() {
		assertThat(ROW_OR_RULE.matcher(this.reference).results().map(MatchResult::group)).isNotEmpty()
			.doesNotHaveDuplicates();
	}

	@Test
	void namesEveryMeter() {
		try (ConfigurableApplicationContext context = SpringApplication.run(SampleApplication.class,
				"--jtornado.port=0")) {
			List<Meter> meters = context.getBean(MeterRegistry.class).getMeters();
			assertThat(meters).extracting((meter) -> meter.getId().getName())
				.filteredOn((name) -> name.startsWith("jtornado."))
				.isNotEmpty()
				.allSatisfy((name) -> assertThat(this.reference).contains("| `" + name + "` |"));
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
