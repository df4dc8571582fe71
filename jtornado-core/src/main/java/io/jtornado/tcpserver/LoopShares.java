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

	private int next; // where to look first, so that ties go round

	LoopShares(List<IOLoop> loops) {
		this.shares = loops.stream().map(LoopShare::new).toArray(LoopShare[]::new);
	}

	/**
	 * Chooses the loop with the fewest connections.
	 */
	LoopShare least() {
		int best = this.next;
		for (int i = 1; i < this.shares.length; i++) {
			int index = (this.next + i) % this.shares.length;
			if (this.shares[index].active() < this.shares[best].active()) {
				best = index;
			}
		}
		this.next = (best + 1) % this.shares.length;
		return this.shares[best];
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
