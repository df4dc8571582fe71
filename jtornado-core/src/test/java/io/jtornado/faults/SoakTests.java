package io.jtornado.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Minutes of faults amid well-behaved clients, some by TLS, each of which sends a token
 * of its own and must get it, or a digest of it, back:
 * {@code mvn -pl jtornado-core -Psoak test -Dsoak.minutes=3}. The server has a process of
 * its own with a heap of 128 MB. In the end nothing may be lost or mixed up, and
 * connections, buffers, descriptors, timers and heap are where they were before. A table
 * of what happened goes to the standard output. A client that has not sent a byte of its
 * request when its connection fails tries again, as good clients do, and is counted; what
 * was sent must be answered.
 */
@Tag("soak")
class SoakTests {

	private static final long HEAP_TOLERANCE = 8 << 20;

	@Test
	void everyGoodRequestGetsItsOwnAnswer() throws IOException {
		Duration time = Duration
			.ofMillis((long) (60_000 * Double.parseDouble(System.getProperty("soak.minutes", "3"))));
		long limit = time.plusMinutes(5).toSeconds();
		try (Fork server = Fork.start(20_000, "-Xmx128m", "-Dloops=2", "-Dsecured=true", "-Dbacklog=128",
				"-Dseconds=" + limit)) {
			new SoakClient(server.port(), server.securedPort(), 1).run(Duration.ofSeconds(10));
			Map<String, Long> before = atRest(server);
			Map<String, Long> system = listening();
			SoakClient client = new SoakClient(server.port(), server.securedPort(), System.nanoTime());
			client.run(time);
			Map<String, Long> after = atRest(server);

			System.out.println(client.summary());
			listening().forEach(
					(name, count) -> System.out.println("of this system: " + name + " " + (count - system.get(name))));
			System.out.println("before: " + before);
			System.out.println("after:  " + after);
			assertThat(client.count("good answers")).isPositive();
			assertThat(client.count("lost")).as("lost answers").isZero();
			assertThat(client.count("mixed up")).as("answers to somebody else").isZero();
			assertThat(after.get("descriptors")).isLessThanOrEqualTo(before.get("descriptors"));
			assertThat(after.get("heap")).isLessThan(before.get("heap") + HEAP_TOLERANCE);
			assertThat(after).containsEntry("requests", 0L)
				.containsEntry("heldRead", 0L)
				.containsEntry("heldWrite", 0L)
				.containsEntry("timers", 0L)
				.containsEntry("loopFailures", 0L);
			assertThat(server.log()).noneMatch((line) -> line.contains("Uncaught"));
		}
	}

	/** What the system says of listeners whose queue of connections was full. */
	private static Map<String, Long> listening() throws IOException {
		List<String> lines = Files.readAllLines(Path.of("/proc/net/netstat"));
		List<String> names = List.of(lines.get(0).split(" "));
		List<String> values = List.of(lines.get(1).split(" "));
		Map<String, Long> counts = new TreeMap<>();
		for (String name : List.of("ListenOverflows", "ListenDrops", "TCPTimeouts", "TCPAbortOnTimeout")) {
			counts.put(name, Long.valueOf(values.get(names.indexOf(name))));
		}
		return counts;
	}

	private static Map<String, Long> atRest(Fork server) {
		await().atMost(Duration.ofSeconds(90))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> server.stat("connections") == 0 && server.stat("timers") == 0);
		return server.statsAfterCollection();
	}

}
