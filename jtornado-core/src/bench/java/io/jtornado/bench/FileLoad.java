package io.jtornado.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.HTTPServer;
import io.jtornado.ioloop.IOLoopGroup;

/**
 * What an answer costs that is a file, beside one whose bytes are in memory:
 * {@code FileLoad [ROUNDS [MILLISECONDS]]}. Both go to one client on loopback, in rounds
 * that take turns; counted is the processor time of the server's loop. The file is open,
 * and the system has it in memory.
 */
public final class FileLoad {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final int[] SIZES = { 1 << 10, 4 << 10, 16 << 10, 64 << 10, 1 << 20 };

	private final int size;

	private final FileChannel file;

	private final byte[] bytes;

	private volatile long loopThread;

	private FileLoad(int size, FileChannel file) {
		this.size = size;
		this.file = file;
		this.bytes = new byte[size];
	}

	/**
	 * Measures and prints a table.
	 * @param args how many rounds, and how long each is
	 * @throws IOException if a file or a port cannot be had
	 */
	public static void main(String[] args) throws IOException {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 7;
		long millis = (args.length > 1) ? Long.parseLong(args[1]) : 500;
		System.out.println("| bytes | memory us | file us | file / memory, median of rounds |\n|---:|---:|---:|---:|");
		for (int size : SIZES) {
			Path path = Files.write(Files.createTempFile("load", ".bin"), new byte[size]);
			try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
				new FileLoad(size, file).measure(rounds, millis);
			}
			finally {
				Files.delete(path);
			}
		}
	}

	private void measure(int rounds, long millis) throws IOException {
		IOLoopGroup loops = IOLoopGroup.of(1);
		HTTPServer server = new HTTPServer(this::handle, loops);
		server.listen(0, "127.0.0.1");
		loops.start();
		double[] memory = new double[rounds];
		double[] file = new double[rounds];
		double[] ratios = new double[rounds];
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			for (int i = -2; i < rounds; i++) { // two to warm up
				double first = perAnswer(socket, "/memory", millis);
				double second = perAnswer(socket, "/file", millis);
				if (i >= 0) {
					memory[i] = first;
					file[i] = second;
					ratios[i] = second / first;
				}
			}
		}
		server.stop();
		loops.close();
		System.out.printf("| %,d | %.1f | %.1f | %.2f |%n", this.size, median(memory), median(file), median(ratios));
	}

	private void handle(HTTPRequest request) {
		this.loopThread = Thread.currentThread().getId();
		if (request.path().equals("/memory")) {
			request.respond(ResponseStartLine.OK, new HTTPHeaders(), this.bytes);
		}
		else {
			request.writeHeaders(ResponseStartLine.OK, HTTPHeaders.of("Content-Length", String.valueOf(this.size)));
			request.writeFile(this.file, 0, this.size).whenComplete((none, ex) -> {
				if (ex != null) {
					throw new UncheckedIOException(new IOException(ex));
				}
			});
			request.finish();
		}
	}

	/** Microseconds of the loop for each answer. */
	private double perAnswer(Socket socket, String path, long millis) throws IOException {
		byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
		byte[] buffer = new byte[256 * 1024];
		int head = exchange(socket, request, buffer, 0);
		long before = THREADS.getThreadCpuTime(this.loopThread);
		long end = System.nanoTime() + millis * 1_000_000;
		int answers = 0;
		while (System.nanoTime() < end) {
			exchange(socket, request, buffer, head);
			answers++;
		}
		return (THREADS.getThreadCpuTime(this.loopThread) - before) / 1000.0 / answers;
	}

	/** Asks and reads the answer; returns how long its head is, which may be known. */
	private int exchange(Socket socket, byte[] request, byte[] buffer, int knownHead) throws IOException {
		socket.getOutputStream().write(request);
		InputStream in = socket.getInputStream();
		int head = knownHead;
		long left = Long.MAX_VALUE;
		for (long read = 0; read < left;) {
			int count = in.read(buffer);
			if (count < 0) {
				throw new IOException("The server has closed the connection");
			}
			if (head == 0) {
				head = new String(buffer, 0, count, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
			}
			read += count;
			left = head + this.size;
		}
		return head;
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

}
