package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SlicedWalk;

/**
 * The streams of one broadcast on one loop, and the events on their way to them: those of
 * one turn leave together, a few streams in each turn.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class Audience extends StreamGroup implements Droppable {

	/** So many events cost as much as the write that they leave in. */
	private static final int EVENTS_OF_A_WRITE = 16;

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
		new SlicedWalk<>(this.loop, this.streams.present(), slice(batch.size()), (stream) -> stream.take(batch, before),
				() -> handleDistributed(batch))
			.run();
	}

	/** To how many streams so many events are written in a turn. */
	private static int slice(int events) {
		return Math.max(1, SlicedWalk.SLICE * EVENTS_OF_A_WRITE / (EVENTS_OF_A_WRITE + events - 1));
	}

	private void handleDistributed(List<Publication> batch) {
		batch.forEach(Publication::release);
		this.distributing = !this.waiting.isEmpty();
		if (this.distributing) {
			this.loop.addCallback(this);
		}
	}

	/** The loop is closed; what comes yet is dropped as this is. */
	@Override
	public void dropped() {
		List<Publication> batch = this.waiting;
		this.waiting = new ArrayList<>();
		this.distributing = false;
		batch.forEach(Publication::release);
	}

}
