package io.jtornado.faults;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.HTTPServerStats;
import io.jtornado.httpserver.Timeouts;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.tcpserver.TCPServerOptions;

/**
 * The program of a {@link Fork}: serves {@link Targets} on a free port, answers commands
 * on its standard input, and ends with it, at the latest after {@code -Dseconds}.
 */
public final class ForkedServer {

	static final String REPLY = "reply ";

	private final HTTPServer server;

	private ForkedServer(HTTPServer server) {
		this.server = server;
	}

	/**
	 * Serves until nobody needs it any more.
	 * @param args none
	 * @throws IOException if it cannot
	 */
	public static void main(String[] args) throws IOException {
		CompletableFuture.delayedExecutor(Long.getLong("seconds", 60), TimeUnit.SECONDS)
			.execute(() -> Runtime.getRuntime().halt(3));
		IOLoopGroup group = IOLoopGroup.of(Integer.getInteger("loops", 1));
		Timeouts timeouts = new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(3),
				Duration.ofSeconds(3), Duration.ofSeconds(2), 240);
		HTTPServer server = new HTTPServer(Targets.application(Executors.newFixedThreadPool(4)), group,
				HTTPServerOptions.DEFAULTS.withTimeouts(timeouts).withTcp(TCPServerOptions.DEFAULTS.withBacklog(4096)));
		server.listen(0, "127.0.0.1");
		group.start();
		new ForkedServer(server).obey();
		Runtime.getRuntime().halt(0);
	}

	private static void reply(String text) {
		System.out.println(REPLY + text);
	}

	private void obey() throws IOException {
		reply("port=" + this.server.port());
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		String command = commands.readLine();
		while (command != null) {
			if (command.equals("collect")) {
				System.gc();
				System.gc();
			}
			reply(stats());
			command = commands.readLine();
		}
	}

	private String stats() {
		HTTPServerStats stats = this.server.stats();
		Runtime runtime = Runtime.getRuntime();
		long failures = 0;
		long timeouts = 0;
		for (IOLoop loop : this.server.loops()) {
			failures += loop.stats().failures();
			timeouts += loop.stats().timeouts();
		}
		String[] open = new File("/proc/self/fd").list();
		return "connections=" + stats.connectionsActive() + " accepted=" + stats.connectionsAccepted()
				+ " acceptFailures=" + this.server.acceptFailures() + " requests=" + stats.requestsActive()
				+ " heldRead=" + stats.heldRead() + " heldWrite=" + stats.heldWrite() + " loopFailures=" + failures
				+ " timers=" + timeouts + " descriptors=" + ((open != null) ? open.length : -1) + " heap="
				+ (runtime.totalMemory() - runtime.freeMemory());
	}

}
