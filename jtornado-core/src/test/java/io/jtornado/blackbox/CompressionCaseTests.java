package io.jtornado.blackbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import io.jtornado.web.Application;
import io.jtornado.web.CompressionOptions;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.blackbox.Wire.get;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Answers that are compressed, and those that are not. */
@Timeout(60)
class CompressionCaseTests {

	private static final String GZIP = "Accept-Encoding: gzip";

	@TempDir
	private Path directory;

	private SocketServer server;

	private SocketClient client;

	static class Text extends RequestHandler {

		void get(int length) {
			setHeader("Etag", "\"tag\"");
			write("x".repeat(length));
		}

	}

	static class Flushed extends RequestHandler {

		CompletionStage<Void> get() {
			write("short");
			return flush();
		}

	}

	static class Varying extends RequestHandler {

		void get() {
			setHeader("Vary", "Accept-Language");
			write("x".repeat(2000));
		}

	}

	static class Coded extends RequestHandler {

		void get(String field) {
			setHeader(field, field.equals("Content-Type") ? "image/png" : "br");
			write("x".repeat(2000));
		}

	}

	@BeforeEach
	void start() throws IOException {
		Files.writeString(this.directory.resolve("plain.txt"), "x".repeat(2000));
		Files.writeString(this.directory.resolve("both.txt"), "x".repeat(2000));
		try (OutputStream coder = new GZIPOutputStream(Files.newOutputStream(this.directory.resolve("both.txt.gz")))) {
			coder.write("y".repeat(2000).getBytes(StandardCharsets.ISO_8859_1));
		}
		this.server = new SocketServer(Application.builder()
			.add(url("/text/{length}", Text.class), url("/flushed", Flushed.class), url("/varying", Varying.class),
					url("/coded/{field}", Coded.class))
			.staticPath(this.directory)
			.compression(CompressionOptions.DEFAULTS)
			.accessLog(false)
			.build());
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	/** The body of the only answer of the connection, inflated. */
	private static String inflated(byte[] body) throws IOException {
		try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(body))) {
			return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	@Test
	@DisplayName("35. An answer of 1024 bytes is compressed for a client that asks")
	void compressesALongAnswer() throws IOException {
		this.client.send(get("/text/1024", GZIP));
		String head = this.client.receiveHead();
		assertThat(head).contains("\r\nContent-Encoding: gzip\r\n", "\r\nVary: Accept-Encoding\r\n");
		assertThat(inflated(this.client.receiveBody(head))).isEqualTo("x".repeat(1024));
	}

	@Test
	@DisplayName("35. One that is shorter is not; that there was a choice is said all the same")
	void leavesAShortAnswer() throws IOException {
		assertThat(this.client.exchange(get("/text/1023", GZIP))).contains("\r\nVary: Accept-Encoding\r\n")
			.doesNotContain("Content-Encoding")
			.endsWith("\r\n\r\n" + "x".repeat(1023));
	}

	@Test
	@DisplayName("35. One that is flushed is, however short")
	void compressesAFlushedAnswer() throws IOException {
		this.client.send(get("/flushed", GZIP, "Connection: close"));
		assertThat(this.client.receiveHead()).contains("\r\nContent-Encoding: gzip\r\n",
				"\r\nTransfer-Encoding: chunked\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X: y", "Accept-Encoding: br", "Accept-Encoding:", "Accept-Encoding: gzip;q=0",
			"Accept-Encoding: xgzip" })
	@DisplayName("35. Nobody gets it who does not ask; unlike in Tornado, q=0 and other words with gzip in them do not ask")
	void leavesAnAnswerToAClientThatDoesNotAsk(String field) throws IOException {
		assertThat(this.client.exchange(get("/text/2000", field))).contains("\r\nVary: Accept-Encoding\r\n")
			.doesNotContain("Content-Encoding")
			.endsWith("\r\n\r\n" + "x".repeat(2000));
	}

	@Test
	@DisplayName("35. Vary keeps what the handler has said")
	void mergesVary() throws IOException {
		assertThat(this.client.exchange(get("/varying"))).contains("\r\nVary: Accept-Language, Accept-Encoding\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Encoding", "Content-Type" })
	@DisplayName("35. What is coded already is not compressed again, nor are pictures")
	void leavesWhatGainsNothing(String field) throws IOException {
		assertThat(this.client.exchange(get("/coded/" + field, GZIP))).endsWith("\r\n\r\n" + "x".repeat(2000));
	}

	@ParameterizedTest
	@CsvSource({ "Accept-Encoding: gzip, tag-gzip", "X: y, tag" })
	@DisplayName("35. Unlike in Tornado, what is compressed has an entity tag of its own, by which it is 304")
	void distinguishesTheTag(String field, String tag) throws IOException {
		assertThat(this.client.exchange(get("/text/2000", field, "If-None-Match: \"" + tag + "\"")))
			.startsWith("HTTP/1.1 304 Not Modified\r\n")
			.contains("\r\nEtag: \"" + tag + "\"\r\n", "\r\nVary: Accept-Encoding\r\n");
	}

	@Test
	@DisplayName("35. Unlike in Tornado, a static file goes as it lies there, or as it lies compressed beside that")
	void sendsFilesAsTheyLie() throws IOException {
		assertThat(this.client.exchange(get("/static/plain.txt", GZIP))).doesNotContain("Content-Encoding")
			.endsWith("\r\n\r\n" + "x".repeat(2000));

		this.client.send(get("/static/both.txt", GZIP));
		String head = this.client.receiveHead();
		assertThat(head).contains("\r\nContent-Encoding: gzip\r\n", "\r\nVary: Accept-Encoding\r\n");
		assertThat(inflated(this.client.receiveBody(head))).isEqualTo("y".repeat(2000));
	}

}
