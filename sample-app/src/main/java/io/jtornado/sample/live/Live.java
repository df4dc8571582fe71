package io.jtornado.sample.live;

import java.util.List;

/**
 * What the server has counted so far, and what it holds now. Counts only rise, so that
 * the difference of two answers is a rate.
 *
 * @param time wall clock, milliseconds since 1970
 * @param uptime of the process, in seconds
 */
record Live(long time, double uptime, Connections connections, Requests requests, Bytes bytes, Buffers buffers,
		List<Loop> loops, Machine machine) {

	/**
	 * @param active all open ones
	 * @param idle those between two requests
	 */
	record Connections(long active, long idle, long accepted, long rejected) {
	}

	/**
	 * Requests answered and in work; routes are the busiest, first the most requested.
	 */
	record Requests(long count, long active, List<Route> routes) {
	}

	/**
	 * One pattern, as the metrics name it.
	 */
	record Route(String method, String uri, String status, long count, double meanSeconds) {
	}

	/**
	 * Bytes on the wire.
	 */
	record Bytes(long received, long sent) {
	}

	/**
	 * Bytes held for connections, and bytes free in the pools.
	 */
	record Buffers(long read, long write, long pooled) {
	}

	/**
	 * One event loop; busy is a share from 0 to 1, lagSeconds the time of all its turns.
	 */
	record Loop(String name, double busy, long lagCount, double lagSeconds, long pending, long blocked) {
	}

	/**
	 * The virtual machine and what it runs on; heapMax is 0 when there is no limit.
	 */
	record Machine(String java, int cores, long heapUsed, long heapMax, long threads) {
	}

}
