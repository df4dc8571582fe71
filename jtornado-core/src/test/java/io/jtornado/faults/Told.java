package io.jtornado.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.jtornado.http.Refusal;
import io.jtornado.httpserver.HTTPServerListener;
import io.jtornado.httpserver.TimeoutPhase;
import io.jtornado.tcpserver.CloseReason;
import io.jtornado.tcpserver.RejectReason;

/** What a server has told its listeners. */
final class Told implements HTTPServerListener {

	private final AtomicInteger accepted = new AtomicInteger();

	private final AtomicInteger closed = new AtomicInteger();

	private final List<String> events = new CopyOnWriteArrayList<>();

	@Override
	public void onAccepted() {
		this.accepted.incrementAndGet();
	}

	@Override
	public void onClosed(CloseReason reason, long nanos) {
		this.closed.incrementAndGet();
		this.events.add("closed " + reason);
	}

	@Override
	public void onRejected(RejectReason reason) {
		this.events.add("rejected " + reason);
	}

	@Override
	public void onMalformed(Refusal refusal) {
		this.events.add("refused " + refusal);
	}

	@Override
	public void onTimeout(TimeoutPhase phase) {
		this.events.add("timeout " + phase);
	}

	int accepted() {
		return this.accepted.get();
	}

	int closed() {
		return this.closed.get();
	}

	/** Everything but accepts, in order. */
	List<String> events() {
		return this.events;
	}

}
