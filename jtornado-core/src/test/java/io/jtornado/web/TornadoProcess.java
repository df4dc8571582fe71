package io.jtornado.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The original in a process of its own, which ends with this object. */
public final class TornadoProcess implements AutoCloseable {

	private final Process process;

	private final int port;

	private TornadoProcess(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/** A Python that knows Tornado: that of the path, or that of the system. */
	public static Optional<String> python() {
		return List.of("python3", "/usr/bin/python3").stream().filter(TornadoProcess::knowsTornado).findFirst();
	}

	private static boolean knowsTornado(String python) {
		try {
			Process process = new ProcessBuilder(python, "-c", "import tornado.web").redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** Starts a script that is a resource beside a test, and waits until it listens. */
	public static TornadoProcess start(Path directory, Class<?> test, String name, String... arguments)
			throws IOException {
		Path script = directory.resolve(name);
		try (InputStream source = test.getResourceAsStream(name)) {
			Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
		}
		List<String> command = new ArrayList<>(List.of(python().orElseThrow(), script.toString()));
		command.addAll(List.of(arguments));
		Path log = directory.resolve(name + ".log");
		Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
		BufferedReader output = process.inputReader();
		String port = output.readLine();
		if (port == null) {
			throw new IllegalStateException("It has ended and says: " + Files.readString(log));
		}
		return new TornadoProcess(process, Integer.parseInt(port));
	}

	public int port() {
		return this.port;
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
			Thread.currentThread().interrupt();
		}
	}

}
