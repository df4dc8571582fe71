package io.jtornado.faults;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

import io.jtornado.httpserver.HTTPServer;
import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.httpserver.HTTPServerStats;
import io.jtornado.httpserver.Timeouts;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.IOLoopGroup;
import io.jtornado.iostream.SSLOptions;
import io.jtornado.tcpserver.TCPServerOptions;
import io.jtornado.testing.Certificates;
import io.jtornado.web.Application;

/**
 * The program of a {@link Fork}: serves {@link Targets} on a free port, answers commands
 * on its standard input, and ends with it, at the latest after {@code -Dseconds}.
 */
public final class ForkedServer {

	static final String REPLY = "reply ";

	private final List<HTTPServer> servers;

	private ForkedServer(List<HTTPServer> servers) {
		this.servers = servers;
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
		TCPServerOptions tcp = TCPServerOptions.DEFAULTS.withBacklog(Integer.getInteger("backlog", 4096))
			.withHandshakeTimeout(Duration.ofSeconds(3));
		HTTPServerOptions options = HTTPServerOptions.DEFAULTS.withTimeouts(timeouts);
		Application application = Targets.application(Executors.newFixedThreadPool(4));
		List<HTTPServer> servers = new ArrayList<>();
		servers.add(new HTTPServer(application, group, options.withTcp(tcp)));
		if (Boolean.getBoolean("secured")) {
			SSLOptions ssl = SSLOptions.of(Certificates.LOCALHOST.context());
			servers.add(new HTTPServer(application, group, options.withTcp(tcp.withSsl(ssl)).withName("secured")));
		}
		for (HTTPServer server : servers) {
			server.listen(0, "127.0.0.1");
		}
		group.start();
		new ForkedServer(servers).obey();
		Runtime.getRuntime().halt(0);
	}

	private static void reply(String text) {
		System.out.println(REPLY + text);
	}

	private void obey() throws IOException {
		reply("port=" + this.servers.get(0).port() + " secured=" + this.servers.get(this.servers.size() - 1).port());
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		String command = commands.readLine();
		while (command != null) {
			if (command.equals("collect")) {
				System.gc();
				System.gc();
			}
			answer();
			command = commands.readLine();
		}
	}

	/** There may be no memory for it yet, though there was for a client. */
	private void answer() {
		while (true) {
			try {
				reply(stats());
				return;
			}
			catch (OutOfMemoryError ex) {
				LockSupport.parkNanos(10_000_000);
			}
		}
	}

	private String stats() {
		HTTPServerStats stats = this.servers.get(0).stats();
		Runtime runtime = Runtime.getRuntime();
		long failures = 0;
		long timeouts = 0;
		for (IOLoop loop : this.servers.get(0).loops()) {
			failures += loop.stats().failures();
			timeouts += loop.stats().timeouts();
		}
		String[] open = new File("/proc/self/fd").list();
		return "connections=" + sum(HTTPServerStats::connectionsActive) + " accepted="
				+ sum(HTTPServerStats::connectionsAccepted) + " acceptFailures=" + this.servers.get(0).acceptFailures()
				+ " requests=" + sum(HTTPServerStats::requestsActive) + " reserved=" + stats.reserved() + " heldRead="
				+ stats.heldRead() + " heldWrite=" + stats.heldWrite() + " loopFailures=" + failures + " timers="
				+ timeouts + " descriptors=" + ((open != null) ? open.length : -1) + " heap="
				+ (runtime.totalMemory() - runtime.freeMemory());
	}

	private long sum(ToLongFunction<HTTPServerStats> count) {
		return this.servers.stream().map(HTTPServer::stats).mapToLong(count).sum();
	}

}
