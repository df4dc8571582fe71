package io.jtornado.tcpserver;

import java.util.List;

import io.jtornado.ioloop.IOLoop;

/**
 * How a server's connections are spread over its loops.
 * <p>
 * <b>Threading:</b> {@link #least()} belongs to the accepting loop.
 */
final class LoopShares {

	private final LoopShare[] shares;

	LoopShares(List<IOLoop> loops) {
		this.shares = loops.stream().map(LoopShare::new).toArray(LoopShare[]::new);
	}

	/**
	 * Chooses the loop with the fewest connections of this server; among equals the one
	 * that has fewest of all servers, lest each of them begin with the first loop; among
	 * equals in that, too, the one that was chosen longest ago.
	 */
	LoopShare least() {
		LoopShare best = this.shares[0];
		long lastTurn = best.load().turn();
		for (int i = 1; i < this.shares.length; i++) {
			LoopShare share = this.shares[i];
			lastTurn = Math.max(lastTurn, share.load().turn());
			if (comesBefore(share, best)) {
				best = share;
			}
		}
		best.load().choose(lastTurn + 1);
		return best;
	}

	private static boolean comesBefore(LoopShare share, LoopShare other) {
		int order = Long.compare(share.active(), other.active());
		if (order == 0) {
			order = Integer.compare(share.load().connections(), other.load().connections());
		}
		return order < 0 || (order == 0 && share.load().turn() < other.load().turn());
	}

	long active() {
		long sum = 0;
		for (LoopShare share : this.shares) {
			sum += share.active();
		}
		return sum;
	}

	long active(IOLoop loop) {
		for (LoopShare share : this.shares) {
			if (share.loop() == loop) {
				return share.active();
			}
		}
		throw new IllegalArgumentException(loop + " does not serve this server");
	}

}
