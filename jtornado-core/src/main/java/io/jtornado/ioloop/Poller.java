package io.jtornado.ioloop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The selector of one loop. The handler itself is the attachment of its key, so that a
 * registration costs nothing beside the key; a key without a handler is one that was
 * removed since the last poll.
 */
final class Poller {

	/** Where selectors come from. */
	@FunctionalInterface
	interface Source {

		Selector open() throws IOException;

	}

	private static final SafeLog log = SafeLog.named("jtornado.general");

	/** Between attempts to have another selector. */
	private static final long RETRY_DELAY = TimeUnit.SECONDS.toNanos(1);

	/** While the only selector there is fails. */
	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

	private static final long MAX_WAIT = TimeUnit.HOURS.toNanos(1);

	private final IOLoop loop;

	private final Consumer<SelectionKey> dispatch = this::dispatch;

	/** To cancel before polling. */
	private final List<SelectionKey> removed = new ArrayList<>();

	private final Clock clock;

	private final SpinGuard spinGuard;

	private final Source source;

	private final AtomicBoolean asleep = new AtomicBoolean(); // must be woken

	private volatile Selector selector;

	private long triedAt; // to replace it

	private boolean turnStarted; // by the present poll

	/**
	 * What an Error, for want of memory mostly, has cut short may have left a key out.
	 */
	private boolean torn;

	private boolean interrupted;

	Poller(IOLoop loop) {
		this(loop, Clock.SYSTEM, Selector::open);
	}

	/**
	 * Makes a poller.
	 * @param clock a true one: waits take true time
	 */
	Poller(IOLoop loop, Clock clock, Source source) {
		this.loop = loop;
		this.clock = clock;
		this.spinGuard = new SpinGuard(clock);
		this.source = source;
		this.triedAt = clock.nanoTime() - RETRY_DELAY;
		try {
			this.selector = source.open();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void add(SelectableChannel channel, IOHandler handler, int events) {
		SelectionKey key = channel.keyFor(this.selector);
		if (key == null || !key.isValid()) {
			register(channel, handler, Readiness.operations(channel, events));
		}
		else if (key.attachment() == null) {
			key.attach(handler);
			setInterest(key, Readiness.operations(channel, events));
		}
		else {
			throw new IllegalStateException(channel + " has a handler already");
		}
	}

	void update(SelectableChannel channel, int events) {
		SelectionKey key = channel.keyFor(this.selector);
		if (key == null || key.attachment() == null) {
			if (channel.isOpen()) {
				throw new IllegalStateException(channel + " has no handler");
			}
			log.debug("No handler to update for {}", channel);
		}
		else if (key.isValid()) {
			int operations = Readiness.operations(channel, events);
			if (key.interestOps() != operations) {
				setInterest(key, operations);
			}
		}
		else {
			this.loop.addCallback(() -> dispatch(key));
		}
	}

	void remove(SelectableChannel channel) {
		SelectionKey key = channel.keyFor(this.selector);
		if (key == null || key.attachment() == null) {
			log.debug("No handler to remove for {}", channel);
			return;
		}
		this.removed.add(key); // first: if it fails, the key is still its handler's
		key.attach(null);
	}

	/**
	 * Waits for events, not longer than told, and dispatches them.
	 * @param nanos the longest wait; 0 not to wait, Long.MAX_VALUE for ever
	 * @return how many channels were ready
	 */
	int poll(long nanos) {
		mend();
		cancelRemoved();
		this.turnStarted = false;
		this.asleep.set(nanos > 0);
		try {
			return select(this.torn ? Math.min(nanos, RETRY_DELAY) : nanos);
		}
		catch (Error ex) {
			this.torn = true;
			throw ex;
		}
		catch (IOException ex) {
			if (!replace(ex)) {
				LockSupport.parkNanos(PAUSE); // else the loop would spin
			}
			return 0;
		}
		finally {
			startTurn();
		}
	}

	/**
	 * Ends the present wait, if there is one; may be called from any thread.
	 */
	void wakeUp() {
		if (this.asleep.get() && this.asleep.compareAndSet(true, false)) {
			this.selector.wakeup();
		}
	}

	/**
	 * Deregisters what was removed at once, for a loop that does not run.
	 */
	void flush() {
		cancelRemoved();
		try {
			this.selector.selectNow();
			this.selector.selectedKeys().clear();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Moves every registration to a new selector, which ends whatever made the old one
	 * fail, or return at once for ever. When there is none to be had, mostly for want of
	 * file descriptors, the old one goes on. Either way, the next try is a second later.
	 * @param failure what the old one has failed with; null if it spins
	 * @return whether there is a new one
	 */
	boolean replace(@Nullable IOException failure) {
		long now = this.clock.nanoTime();
		if (now - this.triedAt < RETRY_DELAY) {
			return false;
		}
		this.triedAt = now;
		try {
			rebuild(failure);
			return true;
		}
		catch (IOException ex) {
			this.loop.isolation()
				.failed(new IOException(
						"No other selector is to be had, so the one that " + describe(failure) + " goes on", ex));
			return false;
		}
	}

	/**
	 * Has another selector, with every key, once there is memory again: the JDK's forgets
	 * a key, or that its channel is gone, if it fails in the middle.
	 */
	private void mend() {
		if (this.torn && replace(null)) {
			this.torn = false;
		}
	}

	private void rebuild(@Nullable IOException failure) throws IOException {
		Selector next = this.source.open();
		Selector old = this.selector;
		boolean moved = false;
		try {
			for (SelectionKey key : old.keys()) {
				move(key, next);
			}
			moved = true;
		}
		finally {
			if (!moved) {
				close(next);
			}
		}
		this.removed.clear();
		this.selector = next;
		log.warn("Loop {} has replaced its selector, which {}", this.loop.name(), describe(failure), failure);
		close(old);
	}

	private String describe(@Nullable IOException failure) {
		if (failure != null) {
			return "had failed";
		}
		return this.torn ? "was cut short by an error" : "returned at once for ever";
	}

	boolean clearInterrupted() {
		boolean result = this.interrupted;
		this.interrupted = false;
		return result;
	}

	/**
	 * Tells all handlers that the loop is lost to them.
	 */
	void abandon() {
		for (SelectionKey key : List.copyOf(this.selector.keys())) {
			IOHandler handler = (IOHandler) key.attachment();
			if (handler != null) {
				this.loop.isolation().handle(handler, key.channel(), IOLoop.ERROR);
			}
		}
	}

	void close() {
		for (SelectionKey key : List.copyOf(this.selector.keys())) {
			try {
				key.channel().close();
			}
			catch (IOException ex) {
				log.debug("{} failed to close", key.channel(), ex);
			}
		}
		close(this.selector);
	}

	private void close(Selector old) {
		try {
			old.close();
		}
		catch (IOException ex) {
			log.debug("The selector of loop {} failed to close", this.loop.name(), ex);
		}
	}

	private void register(SelectableChannel channel, IOHandler handler, int operations) {
		MemoryRoom.require(); // a key made by half could not be cancelled
		try {
			channel.register(this.selector, operations, handler);
		}
		catch (ClosedChannelException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (Error ex) {
			this.torn = true;
			throw ex;
		}
	}

	private void setInterest(SelectionKey key, int operations) {
		try {
			key.interestOps(operations);
		}
		catch (Error ex) {
			this.torn = true;
			throw ex;
		}
	}

	private int select(long nanos) throws IOException {
		if (nanos <= 0 || this.loop.hasCallbacks()) {
			return this.selector.selectNow(this.dispatch);
		}
		int ready = this.selector.select(this.dispatch, millis(nanos));
		if (this.spinGuard.spins(ready == 0 && this.asleep.get())) {
			replace(null);
		}
		return ready;
	}

	private void dispatch(SelectionKey key) {
		startTurn();
		IOHandler handler = (IOHandler) key.attachment();
		if (handler != null) {
			this.loop.isolation().handle(handler, key.channel(), Readiness.events(key));
		}
	}

	private static void move(SelectionKey key, Selector next) {
		Object handler = key.attachment();
		if (handler == null || key.channel().keyFor(key.selector()) != key) { // half made
			return;
		}
		try {
			key.channel().register(next, key.interestOps(), handler);
		}
		catch (CancelledKeyException | ClosedChannelException ex) {
			log.debug("{} was closed meanwhile", key.channel(), ex);
		}
	}

	private void startTurn() {
		if (!this.turnStarted) {
			this.turnStarted = true;
			this.asleep.setRelease(false);
			if (Thread.interrupted()) { // else it would end every wait from now on
				this.interrupted = true;
			}
			this.loop.startTurn();
		}
	}

	private void cancelRemoved() {
		if (this.removed.isEmpty()) {
			return;
		}
		for (SelectionKey key : this.removed) {
			if (key.attachment() == null) { // not added again meanwhile
				key.cancel();
			}
		}
		this.removed.clear();
	}

	// rounded up, lest the loop spin through the last millisecond; 0 would mean for ever
	private static long millis(long nanos) {
		return (Math.min(nanos, MAX_WAIT) + 999_999) / 1_000_000;
	}

}
