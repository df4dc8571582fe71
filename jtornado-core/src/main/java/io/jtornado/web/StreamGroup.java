package io.jtornado.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SlicedWalk;
import io.jtornado.ioloop.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The event streams of one loop that belong together, and their heartbeat: one timer for
 * all, which looks twice in each interval who has heard nothing for half of it.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
class StreamGroup {

	/** Streams on their own, by their heartbeat: an attachment of their loop. */
	private static final class OnTheirOwn {

		final Map<Duration, StreamGroup> byHeartbeat = new HashMap<>();

	}

	final IOLoop loop;

	final Roster<EventStream> streams = new Roster<>();

	/** May be read on any thread. */
	final Counter size = new Counter();

	private final EventStreamStats stats;

	private final long halfHeartbeat; // nanoseconds

	private final LongAdder dropped;

	private @Nullable Timeout timer;

	private boolean beating;

	StreamGroup(IOLoop loop, Duration heartbeat, LongAdder dropped) {
		this.loop = loop;
		this.stats = EventStreamStats.of(loop);
		this.halfHeartbeat = heartbeat.toNanos() / 2;
		this.dropped = dropped;
	}

	static StreamGroup of(IOLoop loop, Duration heartbeat) {
		OnTheirOwn all = loop.attachment(OnTheirOwn.class, (any) -> new OnTheirOwn());
		return all.byHeartbeat.computeIfAbsent(heartbeat, (any) -> new StreamGroup(loop, heartbeat, new LongAdder()));
	}

	void add(EventStream stream) {
		this.streams.add(stream);
		this.size.increment();
		this.stats.openCount.increment();
		if (this.halfHeartbeat > 0 && this.streams.size() == 1) {
			long next = this.loop.now() + this.halfHeartbeat;
			if (this.timer == null) {
				this.timer = this.loop.callAt(next, this::beat);
			}
			else {
				this.loop.rearm(this.timer, next);
			}
		}
	}

	void remove(EventStream stream) {
		if (!this.streams.remove(stream)) {
			return;
		}
		this.size.add(-1);
		this.stats.openCount.add(-1);
		if (this.streams.size() == 0 && this.timer != null) {
			this.loop.removeTimeout(this.timer);
		}
	}

	private void beat() {
		if (this.timer != null) {
			this.loop.rearm(this.timer, this.loop.now() + this.halfHeartbeat);
		}
		if (!this.beating) {
			this.beating = true;
			int millis = (int) (this.halfHeartbeat / 1_000_000);
			new SlicedWalk<>(this.loop, this.streams.present(), (stream) -> stream.beat(millis),
					() -> this.beating = false)
				.run();
		}
	}

	void drop(int events) {
		this.dropped.add(events);
		this.stats.droppedCount.add(events);
	}

	EventStreamStats stats() {
		return this.stats;
	}

}
