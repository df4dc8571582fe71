package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;

/**
 * The streams of one broadcast on one loop, and the events on their way to them: those of
 * one turn leave together, a few streams in each turn.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class Audience extends StreamGroup implements Droppable {

	private final EventBroadcast broadcast;

	/** Events for all streams, the oldest first. */
	private List<Publication> waiting = new ArrayList<>();

	/** How many have come so far, those that wait included. */
	private int published;

	private boolean distributing;

	Audience(EventBroadcast broadcast, IOLoop loop, LongAdder dropped) {
		super(loop, broadcast.options().heartbeat(), dropped);
		this.broadcast = broadcast;
	}

	@Override
	void add(EventStream stream) {
		stream.joined = this.published; // what has come before is no news to it
		super.add(stream);
	}

	@Override
	void remove(EventStream stream) {
		super.remove(stream);
		forgetIfEmpty();
	}

	void forgetIfEmpty() {
		if (this.streams.size() == 0) {
			this.broadcast.forget(this);
		}
	}

	void take(Publication event) {
		this.published++;
		this.waiting.add(event);
		if (!this.distributing) {
			this.distributing = true;
			this.loop.addCallback(this);
		}
	}

	/** Distributes what waits. */
	@Override
	public void run() {
		List<Publication> batch = this.waiting;
		int before = this.published - batch.size();
		this.waiting = new ArrayList<>();
		new SlicedWalk(this.loop, this.streams.present(), (stream) -> ((EventStream) stream).take(batch, before),
				() -> handleDistributed(batch))
			.run();
	}

	private void handleDistributed(List<Publication> batch) {
		batch.forEach(Publication::release);
		this.distributing = !this.waiting.isEmpty();
		if (this.distributing) {
			this.loop.addCallback(this);
		}
	}

	@Override
	public void dropped() {
		this.waiting.forEach(Publication::release);
	}

}
