package io.jtornado.sample.streams;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application, asked for more than it would hold at once.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class StreamsTests {

	private static final int LARGE = 20 << 20; // twice what is taken in one piece

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@LocalServerPort
	private int port;

	@Test
	void hashesAFileAsItComes() throws Exception {
		byte[] file = new byte[LARGE];
		new Random(1).nextBytes(file);
		String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));

		HttpResponse<String> chunked = put("/uploads/a%20file", new ByteArrayInputStream(file));

		assertThat(chunked.statusCode()).isEqualTo(200);
		JsonContent json = new JsonContent(chunked.body());
		assertThat(json).extractingPath("$.name").isEqualTo("a file");
		assertThat(json).extractingPath("$.bytes").isEqualTo(LARGE);
		assertThat(json).extractingPath("$.sha256").isEqualTo(hash);
	}

	@Test
	void hashesAnEmptyFile() throws Exception {
		HttpResponse<String> response = put("/uploads/empty", new ByteArrayInputStream(new byte[0]));

		assertThat(new JsonContent(response.body())).extractingPath("$.sha256")
			.asString()
			.startsWith("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	}

	@Test
	void hashesTheFilesOfAForm() throws Exception {
		byte[] large = new byte[1 << 20];
		new Random(2).nextBytes(large);
		String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(large));

		for (String path : new String[] { "/files", "/parts" }) {
			HttpResponse<String> response = post(path, part("file", "a large one", large),
					part("file", "empty", new byte[0]));

			JsonContent json = new JsonContent(response.body());
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			assertThat(json).extractingPath("$[0].name").isEqualTo("a large one");
			assertThat(json).extractingPath("$[0].sha256").isEqualTo(hash);
			assertThat(json).extractingPath("$[1].bytes").isEqualTo(0);
		}
	}

	@Test
	void hasAFormForFilesAndSaysWhatIsWrongWithIt() throws Exception {
		assertThat(this.client.send(request("/files").build(), BodyHandlers.ofString()).body())
			.contains("enctype=\"multipart/form-data\"");

		assertThat(post("/files").body()).contains("1 to 10 files are wanted");
		assertThat(post("/files", part("most", "", "many".getBytes(StandardCharsets.UTF_8))).body())
			.contains("Malformed argument most");
		assertThat(post("/parts", "not a part".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(400);
	}

	private HttpResponse<String> post(String path, byte[]... parts) throws IOException, InterruptedException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			body.write(part);
		}
		body.write("--boundary--\r\n".getBytes(StandardCharsets.UTF_8));
		return this.client.send(request(path).header("Content-Type", "multipart/form-data; boundary=boundary")
			.POST(BodyPublishers.ofByteArray(body.toByteArray()))
			.build(), BodyHandlers.ofString());
	}

	private static byte[] part(String name, String filename, byte[] content) throws IOException {
		ByteArrayOutputStream part = new ByteArrayOutputStream();
		part.write(("--boundary\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename
				+ "\"\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
		part.write(content);
		part.write("\r\n".getBytes(StandardCharsets.UTF_8));
		return part.toByteArray();
	}

	@Test
	void countsAsFarAsItIsAsked() throws Exception {
		int count = 1_000_000;
		HttpResponse<Stream<String>> response = this.client.send(request("/numbers/" + count).build(),
				BodyHandlers.ofLines());

		assertThat(response.headers().firstValue("Transfer-Encoding")).contains("chunked");
		try (Stream<String> lines = response.body()) {
			assertThat(lines.mapToLong(Long::parseLong).sum()).isEqualTo(count * (count + 1L) / 2);
		}
	}

	@Test
	void endsWhenNobodyReadsOn() throws Exception {
		HttpResponse<InputStream> response = this.client.send(request("/numbers/" + Long.MAX_VALUE).build(),
				BodyHandlers.ofInputStream());
		try (InputStream body = response.body()) {
			assertThat(body.readNBytes(4)).containsExactly('1', '\n', '2', '\n');
		}

		HttpResponse<String> refused = this.client.send(request("/numbers/-1").build(), BodyHandlers.ofString());
		assertThat(refused.statusCode()).isEqualTo(400);
	}

	private HttpResponse<String> put(String path, InputStream body) throws IOException, InterruptedException {
		return this.client.send(request(path).PUT(BodyPublishers.ofInputStream(() -> body)).build(),
				BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.timeout(Duration.ofSeconds(60));
	}

}
