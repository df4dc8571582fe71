package io.jtornado.programs.compression;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import io.jtornado.testing.TestClient;
import io.jtornado.testing.TestRequest;
import io.jtornado.testing.TestResponse;
import io.jtornado.web.Application;
import io.jtornado.web.CompressionOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** The handler that docs/compression.md shows. */
class CompressionGuideTests {

	private final Article article = new Article("One.\n" + "Two. ".repeat(300));

	private final TestClient client = TestClient.of(Application.builder()
		.add(url("/article", ArticleHandler.class, () -> new ArticleHandler(this.article)))
		.compression(CompressionOptions.DEFAULTS)
		.build());

	@AfterEach
	void close() {
		this.client.close();
	}

	private TestRequest request(String method) {
		return this.client.request(method, "/article").header("Accept-Encoding", "gzip");
	}

	@Test
	void theGuideShowsItAsItIsTested() throws IOException {
		Path root = Path.of("").toAbsolutePath().getParent();
		String file = Files.readString(
				root.resolve("jtornado-core/src/test/java/io/jtornado/programs/compression/ArticleHandler.java"));
		String handler = file.substring(file.indexOf("class ArticleHandler")).replace("\t", "    ").strip();

		assertThat(Files.readString(root.resolve("docs/compression.md"))).contains("```java\n" + handler + "\n```");
	}

	@Test
	void anArticleIsReadAndChanged() throws IOException {
		TestResponse read = request("GET").fetch();
		assertThat(read.header("Etag")).isEqualTo("\"1-gzip\"");
		byte[] text = new GZIPInputStream(new ByteArrayInputStream(read.body())).readAllBytes();
		assertThat(new String(text, StandardCharsets.UTF_8))
			.isEqualTo("<p>One.</p>\n<p>" + "Two. ".repeat(300) + "</p>\n");

		TestResponse again = request("GET").header("If-None-Match", "\"1-gzip\"").fetch();
		assertThat(again.status()).isEqualTo(304);
		assertThat(again.header("Etag")).isEqualTo("\"1-gzip\"");

		assertThat(request("PUT").header("If-Match", "\"1-gzip\"").form("text", "Three.").fetch().status())
			.isEqualTo(204);
		assertThat(request("PUT").header("If-Match", "\"1-gzip\"").form("text", "Four.").fetch().status())
			.isEqualTo(412);
		assertThat(this.article.paragraphs()).containsExactly("Three.");
	}

}
