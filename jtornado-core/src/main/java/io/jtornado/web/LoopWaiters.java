package io.jtornado.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.jtornado.ioloop.IOLoop;
import io.jtornado.ioloop.SlicedWalk;

/**
 * Who waits on one loop, and who of them is to look again. However often somebody is
 * woken, they walk by one at a time: who is woken meanwhile is looked at by the next.
 * <p>
 * <b>Threading:</b> confined to its loop, but for {@code wake}.
 */
final class LoopWaiters implements Runnable {

	/** The key of those who have none. */
	static final Object ANY = new Object();

	/** Beyond that, all are woken: it does no harm. */
	private static final int MOST_KEYS = 1024;

	private final Waiters waiters;

	private final IOLoop loop;

	private final Map<Object, Roster<Waiter<?>>> byKey = new HashMap<>();

	private final Set<Object> wokenKeys = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean allWoken = new AtomicBoolean();

	/** From the first that is woken to the end of the walk. */
	private final AtomicBoolean onItsWay = new AtomicBoolean();

	LoopWaiters(Waiters waiters, IOLoop loop) {
		this.waiters = waiters;
		this.loop = loop;
	}

	void add(Waiter<?> waiter) {
		this.byKey.computeIfAbsent(waiter.key(), (any) -> new Roster<>()).add(waiter);
	}

	void remove(Waiter<?> waiter) {
		Roster<Waiter<?>> roster = this.byKey.get(waiter.key());
		if (roster != null && roster.remove(waiter)) {
			if (roster.size() == 0) {
				this.byKey.remove(waiter.key());
			}
			handleEnded();
		}
		forgetIfEmpty();
	}

	void handleBegun() {
		this.waiters.handleBegun();
	}

	void handleEnded() {
		this.waiters.handleEnded();
	}

	void forgetIfEmpty() {
		if (this.byKey.isEmpty()) {
			this.waiters.forget(this);
		}
	}

	/** On any thread. */
	void wake() {
		this.allWoken.set(true);
		come();
	}

	/** On any thread. */
	void wake(Object key) {
		if (this.wokenKeys.size() >= MOST_KEYS) {
			wake();
			return;
		}
		this.wokenKeys.add(key);
		come();
	}

	private void come() {
		if (this.onItsWay.compareAndSet(false, true)) {
			this.loop.addCallback(this);
		}
	}

	/** All that were woken look, a few in each turn. */
	@Override
	public void run() {
		try {
			new SlicedWalk<>(this.loop, woken(), Waiter::look, this::handleLooked).run();
		}
		catch (Throwable ex) { // for want of memory
			this.allWoken.set(true);
			handleLooked();
			throw ex;
		}
	}

	private void handleLooked() {
		this.onItsWay.set(false); // first: who is woken from here on comes by itself
		if (this.allWoken.get() || !this.wokenKeys.isEmpty()) {
			come();
		}
	}

	private List<Waiter<?>> woken() {
		List<Waiter<?>> woken = new ArrayList<>();
		for (Object key : takeWoken()) {
			Roster<Waiter<?>> roster = this.byKey.get(key);
			if (roster != null) {
				woken.addAll(roster.present());
			}
		}
		return woken;
	}

	private List<Object> takeWoken() {
		if (this.allWoken.getAndSet(false)) {
			this.wokenKeys.clear();
			return List.copyOf(this.byKey.keySet());
		}
		List<Object> keys = new ArrayList<>(this.wokenKeys);
		keys.forEach(this.wokenKeys::remove);
		return keys;
	}

	IOLoop loop() {
		return this.loop;
	}

}
