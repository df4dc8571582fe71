package io.jtornado.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Many visits at once, good and bad, on one thread and a selector of its own. */
final class SoakClient {

	private static final int GOOD = Integer.getInteger("soak.connections", 1500);

	private static final int BAD = GOOD / 10;

	/**
	 * Of so many nothing has come yet. More would fill the listener's queue, which has
	 * room for 128: the system drops what does not fit and tries again, each time after
	 * twice as long, until the client has lost its patience.
	 */
	private static final int OPENING = 64;

	private static final int NEW_PER_TURN = 4;

	/** One in so many speaks TLS. */
	private static final int SECURED = 4;

	private static final long GRACE = Duration.ofSeconds(70).toNanos();

	private final InetSocketAddress server;

	private final InetSocketAddress secured;

	private final byte[] hello;

	private final Random random;

	private final Map<String, Long> counts = new TreeMap<>();

	private final Set<SoakVisit> visits = new HashSet<>();

	private Selector selector;

	private int good;

	private boolean ending;

	SoakClient(int port, int securedPort, long seed) throws IOException {
		this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
		this.secured = new InetSocketAddress(InetAddress.getLoopbackAddress(), securedPort);
		this.hello = SoakSecurity.clientHello();
		this.random = new Random(seed);
		note("lost", 0);
		note("mixed up", 0);
	}

	void run(Duration time) throws IOException {
		long end = System.nanoTime() + time.toNanos();
		try (Selector opened = Selector.open()) {
			this.selector = opened;
			while (!this.ending || (!this.visits.isEmpty() && System.nanoTime() - end < GRACE)) {
				this.ending = System.nanoTime() - end >= 0;
				if (!this.ending) {
					connect(opened);
				}
				opened.select(SoakClient::dispatch, 20);
				long now = System.nanoTime();
				List.copyOf(this.visits).forEach((visit) -> visit.look(now));
			}
			List.copyOf(this.visits).forEach(SoakVisit::giveUp);
		}
	}

	private void connect(Selector target) throws IOException {
		long now = System.nanoTime();
		long opening = this.visits.stream().filter((visit) -> visit.opens(now)).count();
		for (int i = 0; i < NEW_PER_TURN && this.visits.size() < GOOD + BAD && opening + i < OPENING; i++) {
			boolean bad = this.visits.size() - this.good < BAD;
			boolean secure = this.random.nextInt(SECURED) == 0;
			SocketChannel channel = SocketChannel.open();
			channel.configureBlocking(false);
			channel.connect(secure ? this.secured : this.server);
			SoakVisit visit = bad ? new BadVisit(this, channel, secure)
					: new GoodVisit(this, channel, secure ? security() : null);
			this.good += bad ? 0 : 1;
			this.visits.add(visit);
			channel.register(target, SelectionKey.OP_CONNECT, visit);
			note((bad ? "bad visits" : "good visits") + (secure ? " by TLS" : ""), 1);
		}
	}

	private SoakSecurity security() {
		return new SoakSecurity(this.random.nextBoolean() ? "TLSv1.2" : "TLSv1.3");
	}

	/** The first that a client of TLS says. */
	byte[] hello() {
		return this.hello;
	}

	private static void dispatch(SelectionKey key) {
		((SoakVisit) key.attachment()).handle(key);
	}

	void ended(SoakVisit visit) {
		if (this.visits.remove(visit) && visit instanceof GoodVisit) {
			this.good--;
		}
	}

	Selector selector() {
		return this.selector;
	}

	Random random() {
		return this.random;
	}

	boolean ending() {
		return this.ending;
	}

	void note(String what, long times) {
		this.counts.merge(what, times, Long::sum);
	}

	long count(String what) {
		return this.counts.getOrDefault(what, 0L);
	}

	/** A line for each thing that happened. */
	String summary() {
		StringBuilder table = new StringBuilder("\nsoak\n");
		this.counts.forEach((what, count) -> table.append(String.format("  %-70s %12d%n", what, count)));
		return table.toString();
	}

}
