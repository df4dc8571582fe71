package io.jtornado.websocket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.jtornado.ioloop.Counter;
import io.jtornado.ioloop.Droppable;
import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SlicedWalk;

/**
 * Those on one loop who have joined a broadcast, and the messages on their way to them:
 * those of one turn together, to a few clients in each turn.
 * <p>
 * <b>Threading:</b> confined to its loop, but for {@link #send}.
 */
final class Audience implements Droppable {

	/** A message on its way. */
	private record Publication(WebSocketMessage message, CompletableFuture<Void> taken) {

		void end() {
			this.taken.complete(null);
		}

	}

	/** May be read on any thread. */
	final Counter size = new Counter();

	private final WebSocketBroadcast broadcast;

	private final IOLoop loop;

	/** Who is there, and how many messages were published before. */
	private final Map<WebSocketSession, Long> members = new LinkedHashMap<>();

	private List<Publication> waiting = new ArrayList<>();

	private long published; // those that wait included

	private boolean distributing;

	/** What all can take, in bytes; read on any thread. */
	private volatile int most = Integer.MAX_VALUE;

	/** Creates an empty one. */
	Audience(WebSocketBroadcast broadcast, IOLoop loop) {
		this.broadcast = broadcast;
		this.loop = loop;
	}

	void add(WebSocketSession session) {
		if (this.members.putIfAbsent(session, this.published) == null) {
			this.size.increment();
			this.most = Math.min(this.most, session.most());
		}
	}

	void remove(WebSocketSession session) {
		if (this.members.remove(session) != null) {
			this.size.add(-1);
			forgetIfEmpty();
		}
	}

	void forgetIfEmpty() {
		if (this.members.isEmpty()) {
			this.broadcast.forget(this.loop, this);
		}
	}

	/** From any thread: most bytes of a message. */
	int most() {
		return this.most;
	}

	/** Counts a message that nobody gets; from any thread. */
	void countRefused() {
		WebSocketStats.of(this.loop).refusedBroadcastCount.increment();
	}

	/** From any thread; completes when it was handed to all. */
	CompletableFuture<Void> send(WebSocketMessage message) {
		Publication publication = new Publication(message, new CompletableFuture<>());
		if (this.loop.inLoop()) {
			take(publication); // now, so that who joins later in this turn has it not
		}
		else {
			this.loop.addCallback(Droppable.of(() -> take(publication), publication::end));
		}
		return publication.taken();
	}

	private void take(Publication publication) {
		this.published++;
		this.waiting.add(publication);
		if (!this.distributing) {
			this.distributing = true;
			this.loop.addCallback(this);
		}
	}

	/** Distributes what waits. */
	@Override
	public void run() {
		List<Publication> batch = this.waiting;
		long before = this.published - batch.size();
		this.waiting = new ArrayList<>();
		int slice = Math.max(1, SlicedWalk.SLICE / batch.size());
		List<WebSocketMessage> messages = batch.stream().map(Publication::message).toList();
		new SlicedWalk<>(this.loop, List.copyOf(this.members.keySet()), slice,
				(session) -> write(session, messages, before), () -> handleDistributed(batch))
			.run();
	}

	/** All but those that were published before it had joined. */
	private void write(WebSocketSession session, List<WebSocketMessage> batch, long before) {
		Long joined = this.members.get(session);
		if (joined != null) {
			session.write(batch.subList((int) Math.max(0, joined - before), batch.size()));
		}
	}

	private void handleDistributed(List<Publication> batch) {
		batch.forEach(Publication::end);
		this.distributing = !this.waiting.isEmpty();
		if (this.distributing) {
			this.loop.addCallback(this);
		}
	}

	/** The loop is closed. */
	@Override
	public void dropped() {
		List<Publication> batch = this.waiting;
		this.waiting = new ArrayList<>();
		batch.forEach(Publication::end);
	}

}
