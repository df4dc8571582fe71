package io.jtornado.bench.peers;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What all peers answer, so that nothing but the server differs. */
final class Answers {

	static final String TEXT = "text/plain";

	static final String JSON = "application/json";

	static final String OCTETS = "application/octet-stream";

	private static final byte[] HELLO = ascii("Hello, World!");

	/** What is sent at most, as in the core's default for bodies. */
	static final int MAX_BODY = 10 * 1024 * 1024;

	/** As in core by {@code -Dbacklog}: the peers are given the same. */
	static final int BACKLOG = Integer.getInteger("backlog", 4096);

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final Pattern USER = Pattern.compile("/user/(\\d+)");

	private static final Map<Integer, byte[]> BLOBS = new ConcurrentHashMap<>();

	private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(Answers::daemon);

	private static volatile String date = now();

	static {
		TIMER.scheduleAtFixedRate(() -> date = now(), 500, 500, TimeUnit.MILLISECONDS);
	}

	private Answers() {
	}

	private record Message(String message) {
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "date");
		thread.setDaemon(true);
		return thread;
	}

	private static String now() {
		return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
	}

	/** The Date field, made twice a second. */
	static String date() {
		return date;
	}

	static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	static byte[] json() {
		return MAPPER.writeValueAsBytes(new Message("Hello, World!"));
	}

	/** The type of what {@link #get} answers. */
	static String type(String path) {
		return path.equals("/json") ? JSON : path.equals("/bytes") ? OCTETS : TEXT;
	}

	/** The answer to a GET; null for a 404. */
	static byte @Nullable [] get(String path, @Nullable String query) {
		return switch (path) {
			case "/plaintext" -> HELLO;
			case "/json" -> json();
			case "/bytes" -> blob(size(query));
			default -> user(path);
		};
	}

	private static byte @Nullable [] user(String path) {
		Matcher matcher = USER.matcher(path);
		return matcher.matches() ? ascii(matcher.group(1)) : null;
	}

	/** As many bytes; the same array each time. */
	static byte[] blob(int size) {
		return BLOBS.computeIfAbsent(size, (length) -> {
			byte[] blob = new byte[length];
			Arrays.fill(blob, (byte) 'x');
			return blob;
		});
	}

	private static int size(@Nullable String query) {
		return (query != null && query.startsWith("size=")) ? Integer.parseInt(query.substring("size=".length())) : 0;
	}

	static byte[] hello() {
		return HELLO;
	}

	/** The number of threads that serve. */
	static int workers() {
		return Integer.getInteger("workers", Runtime.getRuntime().availableProcessors());
	}

}
