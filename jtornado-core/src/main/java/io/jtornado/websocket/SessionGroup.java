package io.jtornado.websocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SlicedWalk;
import io.jtornado.ioloop.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one loop that are looked at together, to see whether a ping is due or
 * overdue: one timer for all, which looks four times in what is shorter, the interval of
 * pings or the time to answer.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class SessionGroup {

	/** Of those without pings: whether their clients take what is sent. */
	private static final Duration UNASKED = Duration.ofSeconds(60);

	/** Whatever is asked for, all are not looked at more often. */
	private static final Duration SHORTEST = Duration.ofMillis(10);

	/** All of a loop, by how often they are looked at: an attachment of it. */
	private static final class ByPeriod {

		final Map<Duration, SessionGroup> groups = new HashMap<>();

	}

	private final IOLoop loop;

	private final long period; // nanoseconds

	private final List<WebSocketSession> sessions = new ArrayList<>();

	private @Nullable Timeout timer;

	private boolean looking;

	private SessionGroup(IOLoop loop, Duration period) {
		this.loop = loop;
		this.period = period.toNanos();
	}

	static SessionGroup of(IOLoop loop, WebSocketOptions options) {
		Duration wait = options.pingInterval().isZero() ? UNASKED : options.pingTimeout();
		ByPeriod all = loop.attachment(ByPeriod.class, (any) -> new ByPeriod());
		Duration quarter = wait.dividedBy(4);
		return all.groups.computeIfAbsent((quarter.compareTo(SHORTEST) > 0) ? quarter : SHORTEST,
				(period) -> new SessionGroup(loop, period));
	}

	void add(WebSocketSession session) {
		session.place = this.sessions.size();
		this.sessions.add(session);
		if (this.sessions.size() == 1) {
			long next = this.loop.now() + this.period;
			if (this.timer == null) {
				this.timer = this.loop.callAt(next, this::look);
			}
			else {
				this.loop.rearm(this.timer, next);
			}
		}
	}

	/** The last one takes the place of one that goes. */
	void remove(WebSocketSession session) {
		WebSocketSession last = this.sessions.remove(this.sessions.size() - 1);
		if (last != session) {
			this.sessions.set(session.place, last);
			last.place = session.place;
		}
		if (this.sessions.isEmpty() && this.timer != null) {
			this.loop.removeTimeout(this.timer);
		}
	}

	private void look() {
		if (this.timer != null) {
			this.loop.rearm(this.timer, this.loop.now() + this.period);
		}
		if (!this.looking) {
			this.looking = true;
			new SlicedWalk<>(this.loop, List.copyOf(this.sessions), WebSocketSession::checkAlive,
					() -> this.looking = false)
				.run();
		}
	}

}
