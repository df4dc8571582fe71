package io.jtornado.proxies;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/** A real proxy in a process of its own, which ends with this object. */
final class ProxyProcess implements AutoCloseable {

	private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

	private final Process process;

	private final Path log;

	private ProxyProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	static boolean isInstalled(String program) {
		return places(program).anyMatch(Files::isExecutable);
	}

	/** Where a program is looked for: for most users the path lacks those of servers. */
	private static Stream<Path> places(String program) {
		List<String> directories = new ArrayList<>(Arrays.asList(System.getenv("PATH").split(":")));
		directories.addAll(List.of("/usr/sbin", "/usr/local/sbin"));
		return directories.stream().map((directory) -> Path.of(directory, program));
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
			return socket.getLocalPort();
		}
	}

	/** Starts a program and waits until it listens. */
	static ProxyProcess start(Path directory, int port, String program, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(arguments));
		command.add(0, places(program).filter(Files::isExecutable).findFirst().orElseThrow().toString());
		Path log = directory.resolve(program + ".out");
		ProxyProcess started = new ProxyProcess(new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start(), log);
		await().atMost(Duration.ofSeconds(20)).until(() -> started.listensOn(port));
		return started;
	}

	private boolean listensOn(int port) throws IOException {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("It has ended and says: " + Files.readString(this.log));
		}
		try (Socket probe = new Socket(LOOPBACK, port)) {
			return probe.isConnected();
		}
		catch (ConnectException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
