package io.jtornado.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.web.Application;
import io.jtornado.web.RequestHandler;

import static io.jtornado.web.URLSpec.url;

/**
 * The server that load is measured with: {@code BenchServer PORT}. A plain application of
 * core, written as a user would write it; nothing of it is tuned for the measurement, and
 * all limits, timeouts and entity tags are at their defaults.
 *
 * <p>
 * {@code -Dworkers=N} sets the number of loops, by default one for each processor.
 */
public final class BenchServer {

	private static final String CONTENT_TYPE = "Content-Type";

	private static final String TEXT = "text/plain";

	private static final String OCTETS = "application/octet-stream";

	private static final String HELLO = "Hello, World!";

	private static final Map<Integer, byte[]> BLOBS = new ConcurrentHashMap<>();

	private BenchServer() {
	}

	/**
	 * Serves until the process is ended.
	 * @param args the port
	 * @throws IOException if the port cannot be had
	 */
	public static void main(String[] args) throws IOException {
		// The peers log nothing either. Before the first logger is made.
		System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
		int workers = Integer.getInteger("workers", Runtime.getRuntime().availableProcessors());
		IOLoopGroup loops = IOLoopGroup.of(workers);
		new HTTPServer(application(), loops).listen(Integer.parseInt(args[0]), "0.0.0.0");
		loops.start();
	}

	static Application application() {
		return Application.builder()
			.add(url("/plaintext", Plaintext.class, Plaintext::new), url("/json", Json.class, Json::new),
					url("/user/(\\d+)", User.class, User::new), url("/echo", Echo.class, Echo::new),
					url("/bytes", Bytes.class, Bytes::new), url("/sleep", Sleep.class, Sleep::new))
			.jsonCodec(new JacksonCodec())
			.build();
	}

	static final class Plaintext extends RequestHandler {

		void get() {
			setHeader(CONTENT_TYPE, TEXT);
			write(HELLO);
		}

	}

	record Message(String message) {
	}

	static final class Json extends RequestHandler {

		Message get() {
			return new Message(HELLO);
		}

	}

	static final class User extends RequestHandler {

		void get(String id) {
			setHeader(CONTENT_TYPE, TEXT);
			write(id);
		}

	}

	static final class Echo extends RequestHandler {

		void post() {
			setHeader(CONTENT_TYPE, OCTETS);
			write(request().body());
		}

	}

	static final class Bytes extends RequestHandler {

		void get() {
			setHeader(CONTENT_TYPE, OCTETS);
			write(BLOBS.computeIfAbsent(Integer.valueOf(argument("size")), Bytes::blob));
		}

		private static byte[] blob(int size) {
			byte[] blob = new byte[size];
			Arrays.fill(blob, "x".getBytes(StandardCharsets.US_ASCII)[0]);
			return blob;
		}

	}

	static final class Sleep extends RequestHandler {

		CompletionStage<String> get() {
			CompletableFuture<String> answer = new CompletableFuture<>();
			Duration delay = Duration.ofMillis(Long.parseLong(argument("ms")));
			request().ioLoop().callLater(delay, () -> answer.complete(HELLO));
			return answer;
		}

	}

}
