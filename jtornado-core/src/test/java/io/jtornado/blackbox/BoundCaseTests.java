package io.jtornado.blackbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;
import io.jtornado.web.SocketClient;
import io.jtornado.web.SocketServer;
import io.jtornado.web.StreamRequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jtornado.blackbox.Wire.get;
import static io.jtornado.blackbox.Wire.post;
import static io.jtornado.blackbox.Wire.request;
import static io.jtornado.web.URLSpec.url;
import static org.assertj.core.api.Assertions.assertThat;

/** How much comes at once. */
@Timeout(60)
class BoundCaseTests {

	/** What one read of a loop brings at most. */
	private static final int LARGEST_PIECE = 64 << 10;

	private static final int LARGEST_INFLATED_PIECE = 16 << 10;

	private static final String LARGE = IntStream.range(0, 50_000)
		.mapToObj(Integer::toString)
		.collect(Collectors.joining(" "));

	private SocketServer server;

	private SocketClient client;

	static class Main extends RequestHandler {

		String get() {
			return "hello";
		}

	}

	@StreamRequestBody
	static class Pieces extends RequestHandler {

		private final List<Integer> lengths = new ArrayList<>();

		@Override
		protected CompletionStage<?> dataReceived(ByteBuffer chunk) {
			this.lengths.add(chunk.remaining());
			return null;
		}

		String post() {
			int most = this.lengths.stream().mapToInt(Integer::intValue).max().orElse(0);
			return this.lengths.stream().mapToInt(Integer::intValue).sum() + " bytes, at most " + most + ", empty: "
					+ this.lengths.contains(0);
		}

	}

	@BeforeEach
	void start() throws IOException {
		this.server = new SocketServer(
				Application.builder().add(url("/", Main.class), url("/pieces", Pieces.class)).accessLog(false).build(),
				HTTPServerOptions.DEFAULTS.withDecompressRequest(true));
		this.client = this.server.client();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	private static String gzip(String text) throws IOException {
		ByteArrayOutputStream coded = new ByteArrayOutputStream();
		try (OutputStream coder = new GZIPOutputStream(coded)) {
			coder.write(text.getBytes(StandardCharsets.ISO_8859_1));
		}
		return coded.toString(StandardCharsets.ISO_8859_1);
	}

	private static int most(String answer) {
		return Integer.parseInt(answer.replaceAll("(?s).*at most (\\d+).*", "$1"));
	}

	// Unlike Tornado, there is no chunk_size: a piece is what one read has brought.

	@Test
	@DisplayName("17. A body comes in pieces that are bounded, and never empty")
	void handsOnBoundedPieces() throws IOException {
		assertThat(this.client.exchange(post("/pieces", "x".repeat(50)))).contains("\r\n\r\n50 bytes, ")
			.endsWith("empty: false");

		String answer = this.client.exchange(post("/pieces", LARGE));
		assertThat(answer).contains("\r\n\r\n" + LARGE.length() + " bytes, ").endsWith("empty: false");
		assertThat(most(answer)).isLessThanOrEqualTo(LARGEST_PIECE);
	}

	@Test
	@DisplayName("17. So does a body of chunks, whose pieces are no larger than the chunks of the client")
	void handsOnChunks() throws IOException {
		String answer = this.client.exchange(request("POST", "/pieces", "Transfer-Encoding: chunked") + "\r\n"
				+ "10\r\n0123456789abcdef\r\n".repeat(3) + "2\r\nxy\r\n0\r\n\r\n");
		assertThat(answer).endsWith("\r\n\r\n50 bytes, at most 16, empty: false");
	}

	@Test
	@DisplayName("17. So does one that is inflated")
	void handsOnInflatedPieces() throws IOException {
		String answer = this.client.exchange(post("/pieces", gzip(LARGE), "Content-Encoding: gzip"));
		assertThat(answer).contains("\r\n\r\n" + LARGE.length() + " bytes, ").endsWith("empty: false");
		assertThat(most(answer)).isLessThanOrEqualTo(LARGEST_INFLATED_PIECE);
	}

	@ParameterizedTest
	@CsvSource({ "X: , 65537, 431", "/, 65537, 414", "X: , 64000, 200" })
	@DisplayName("19. A head that is too long: 431, or 414 for its target, where Tornado closes without a word")
	void refusesALongHead(String what, int length, String status) throws IOException {
		String filling = "x".repeat(length);
		this.client.send(what.startsWith("/") ? get(what + filling) : get("/", what + filling, "Connection: close"));
		assertThat(Wire.statuses(this.client.receiveAll())).containsExactly(status);
	}

}
