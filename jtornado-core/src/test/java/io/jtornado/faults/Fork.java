package io.jtornado.faults;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@link ForkedServer} in a process of its own, to which things may be done that no
 * test should do to itself. It ends with this object, with the test's own process, or
 * when its time is up, whichever comes first.
 */
final class Fork implements AutoCloseable {

	private static final List<String> LIBRARIES = List.of("slf4j-api", "logback", "jspecify");

	private final Process process;

	private final PrintStream commands;

	private final BlockingQueue<Map<String, Long>> replies = new LinkedBlockingQueue<>();

	/** Lines of its log. */
	private final List<String> log = new CopyOnWriteArrayList<>();

	private final int port;

	private final int securedPort;

	private Fork(Process process) {
		this.process = process;
		this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
		Thread reader = new Thread(this::readOutput, "fork-" + process.pid());
		reader.setDaemon(true);
		reader.start();
		Map<String, Long> ports = next();
		this.port = ports.get("port").intValue();
		this.securedPort = ports.get("secured").intValue();
	}

	/**
	 * Starts a server.
	 * @param descriptors how many files it may have open
	 * @param options of its virtual machine
	 */
	static Fork start(int descriptors, String... options) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		String command = "ulimit -n " + descriptors + "; exec '" + java + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "
				+ String.join(" ", options) + " -cp '" + classPath() + "' " + ForkedServer.class.getName();
		return new Fork(new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start());
	}

	/** No more than is needed: each library costs the process a descriptor. */
	private static String classPath() {
		String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return Arrays.stream(all.split(File.pathSeparator))
			.filter((entry) -> !entry.endsWith(".jar")
					|| LIBRARIES.stream().anyMatch((name) -> new File(entry).getName().startsWith(name)))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private void readOutput() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.US_ASCII))) {
			String line = reader.readLine();
			while (line != null) {
				if (line.startsWith(ForkedServer.REPLY)) {
					this.replies.add(parse(line.substring(ForkedServer.REPLY.length())));
				}
				else {
					this.log.add(line);
				}
				line = reader.readLine();
			}
		}
		catch (IOException ex) {
			this.log.add(ex.toString());
		}
	}

	private static Map<String, Long> parse(String reply) {
		Map<String, Long> values = new TreeMap<>();
		for (String pair : reply.trim().split(" ")) {
			int equals = pair.indexOf('=');
			values.put(pair.substring(0, equals), Long.valueOf(pair.substring(equals + 1)));
		}
		return values;
	}

	private Map<String, Long> next() {
		try {
			Map<String, Long> reply = this.replies.poll(60, TimeUnit.SECONDS);
			assertThat(reply).as("an answer of process %d, which says %s", this.process.pid(), this.log).isNotNull();
			return reply;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What the server counts. */
	Map<String, Long> stats() {
		this.commands.println("stats");
		return next();
	}

	/** What the server counts, and the heap after a collection. */
	Map<String, Long> statsAfterCollection() {
		this.commands.println("collect");
		return next();
	}

	long stat(String name) {
		return stats().get(name);
	}

	Socket connect() throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port);
		socket.setSoTimeout(20_000);
		return socket;
	}

	int port() {
		return this.port;
	}

	/** That of TLS, with {@code -Dsecured=true}. */
	int securedPort() {
		return this.securedPort;
	}

	Duration cpu() {
		return this.process.info().totalCpuDuration().orElseThrow();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	List<String> log() {
		return this.log;
	}

	@Override
	public void close() {
		this.commands.close();
		try {
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	/** A simple client's view of one answer. */
	static String fetch(Socket socket, String request) throws IOException {
		socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
		byte[] bytes = new byte[4096];
		int count = socket.getInputStream().read(bytes);
		return (count < 0) ? "" : new String(bytes, 0, count, StandardCharsets.US_ASCII);
	}

}
