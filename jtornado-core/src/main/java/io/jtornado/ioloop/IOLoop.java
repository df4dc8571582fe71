package io.jtornado.ioloop;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * One thread, one selector: runs callbacks, runs timeouts, waits for channels, dispatches
 * what they are ready for, and so on until it is stopped. The original is Tornado's
 * {@code tornado.ioloop.IOLoop}.
 * <p>
 * Whatever a callback, a timeout or a handler throws is logged on
 * {@code jtornado.general} and counted, and the loop goes on.
 * <p>
 * <b>Threading:</b> a loop runs in the thread that calls {@link #start()}. Only
 * {@link #addCallback}, {@link #execute}, {@link #addFuture}, {@link #stop},
 * {@link #stats}, {@link #inLoop}, {@link #isRunning} and the constant accessors may be
 * called from other threads; everything else throws IllegalStateException there. While no
 * thread runs the loop, any one thread may prepare it.
 */
public final class IOLoop implements Executor {

	/** Event: the channel can be read, or accepts a connection. */
	public static final int READ = 1;

	/** Event: the channel can be written, or its connection is decided. */
	public static final int WRITE = 2;

	/** Event: the channel's registration was lost, as when somebody closed it. */
	public static final int ERROR = 4;

	private static final Duration MAX_DELAY = Duration.ofNanos(Long.MAX_VALUE / 2);

	private final String name;

	private final Clock clock;

	private final Poller poller = new Poller(this);

	private final CallbackQueue callbacks = new CallbackQueue();

	private final TimeoutQueue timeouts = new TimeoutQueue();

	private final IOLoopStats stats;

	private final Isolation isolation;

	private final Confinement confinement = new Confinement(this);

	private final Map<Class<?>, Object> attachments = new ConcurrentHashMap<>();

	private boolean stopping; // this turn is the last

	private long now; // when the present turn started

	/**
	 * Makes a loop named {@code ioloop} on the system's clock.
	 */
	public IOLoop() {
		this(Clock.SYSTEM);
	}

	/**
	 * Makes a loop named {@code ioloop}.
	 */
	public IOLoop(Clock clock) {
		this("ioloop", clock);
	}

	/**
	 * Makes a loop.
	 * @param name its name in logs and meters
	 */
	public IOLoop(String name, Clock clock) {
		this.name = name;
		this.clock = clock;
		this.stats = new IOLoopStats(clock, this.callbacks::size);
		this.isolation = new Isolation(name, this.stats);
		this.now = clock.nanoTime();
	}

	/**
	 * Returns the loop that the calling thread runs, else {@link #instance()}.
	 */
	public static IOLoop current() {
		IOLoop current = Confinement.current();
		return (current != null) ? current : instance();
	}

	/**
	 * Returns the main loop of the process, made on first use; a new one when it was
	 * closed. Nobody runs it unless the program does.
	 */
	public static IOLoop instance() {
		return MainLoop.get();
	}

	/**
	 * Runs the loop in the calling thread until it is stopped; it may be started again
	 * afterwards.
	 * @throws IllegalStateException when the loop runs already or was closed
	 */
	public void start() {
		enter();
		boolean done = false;
		while (!done) {
			try {
				run();
				done = true;
			}
			catch (Throwable ex) { // nothing kills a loop
				this.isolation.failed(ex);
			}
		}
		this.stopping = false;
		boolean interrupted = this.poller.clearInterrupted();
		leave(true);
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		boolean running = true;
		while (running) {
			runCallbacks();
			runDueTimeouts();
			this.poller.poll(timeUntilNextEvent());
			running = !this.stopping;
		}
	}

	/**
	 * Stops the loop at the end of the present turn. Called from another thread, it also
	 * lets the callbacks run that this thread has added before; called before
	 * {@link #start()}, the next start returns after one turn.
	 * <p>
	 * <b>Threading:</b> any thread.
	 */
	public void stop() {
		if (inLoop()) {
			this.stopping = true;
		}
		else {
			addCallback(() -> this.stopping = true);
		}
	}

	/**
	 * Drops what waits, and tells every handler {@link #ERROR}; what they add runs. Then
	 * closes every channel that is registered still, and the selector; later callbacks
	 * are dropped. Closing twice is harmless.
	 * @throws IllegalStateException while the loop runs
	 */
	public void close() {
		if (this.confinement.isClosed()) {
			return;
		}
		enter();
		this.callbacks.clear();
		this.poller.abandon();
		runCallbacks();
		this.confinement.close();
		MainLoop.forget(this);
		this.poller.close();
		this.callbacks.clear();
		this.timeouts.clear();
		Workers.end(this.attachments);
		this.attachments.clear();
		leave(true);
	}

	/**
	 * Runs one turn that never waits, and tells whether anything ran. For tests, and for
	 * threads that have a loop of their own kind; the calling thread owns the loop from
	 * here on.
	 * @throws IllegalStateException when the loop runs already or was closed
	 */
	public boolean runOnce() {
		enter();
		try {
			int ran = runCallbacks() + runDueTimeouts();
			endTurn();
			return ran + this.poller.poll(0) > 0;
		}
		finally {
			leave(false);
		}
	}

	/**
	 * Starts to watch a channel.
	 * @param channel a channel in non-blocking mode
	 * @param events {@link #READ} and {@link #WRITE} combined, or 0
	 * @throws IllegalStateException when the channel has a handler here already
	 * @throws java.io.UncheckedIOException when the channel is closed
	 */
	public void addHandler(SelectableChannel channel, IOHandler handler, int events) {
		checkInLoop();
		this.poller.add(channel, handler, events);
	}

	/**
	 * Changes the events a channel is watched for. Where the channel was closed
	 * meanwhile, its handler is told {@link #ERROR} in the next turn.
	 * @param events {@link #READ} and {@link #WRITE} combined, or 0
	 * @throws IllegalStateException when the channel has no handler here
	 */
	public void updateHandler(SelectableChannel channel, int events) {
		checkInLoop();
		this.poller.update(channel, events);
	}

	/**
	 * Stops to watch a channel, which stays open; events of it that wait in the present
	 * batch are not delivered any more. A channel without a handler is ignored.
	 */
	public void removeHandler(SelectableChannel channel) {
		checkInLoop();
		this.poller.remove(channel);
		if (!isRunning() && !this.confinement.isClosed()) {
			this.poller.flush();
		}
	}

	/**
	 * Runs a callback in the next turn; one added by a callback runs a turn later than
	 * its maker, so that callbacks cannot starve the channels. On a closed loop it is
	 * dropped; a {@link Droppable} is told so.
	 * <p>
	 * <b>Threading:</b> any thread; what one thread adds runs in order.
	 */
	public void addCallback(Runnable callback) {
		if (this.confinement.isClosed()) {
			CallbackQueue.drop(callback);
		}
		else if (inLoop()) {
			this.callbacks.add(callback);
		}
		else {
			this.callbacks.push(callback);
			this.poller.wakeUp();
			if (this.confinement.isClosed()) { // meanwhile
				this.callbacks.dropPushed();
			}
		}
	}

	/** Same as {@link #addCallback}. */
	@Override
	public void execute(Runnable callback) {
		addCallback(callback);
	}

	/**
	 * Runs a callback after a delay.
	 * @param delay from this moment on; nothing or less means the next turn
	 */
	public Timeout callLater(Duration delay, Runnable callback) {
		long nanos = (delay.compareTo(MAX_DELAY) < 0) ? delay.toNanos() : MAX_DELAY.toNanos();
		return callAt(this.clock.nanoTime() + Math.max(0, nanos), callback);
	}

	/**
	 * Runs a callback at a time, or as soon as possible when that has passed. Callbacks
	 * due at the same time run in the order in which they were added.
	 * @param nanoTime on the scale of {@link #clock()}'s {@link Clock#nanoTime()}
	 */
	public Timeout callAt(long nanoTime, Runnable callback) {
		Timeout timeout = new Timeout(callback, nanoTime);
		rearm(timeout, nanoTime);
		return timeout;
	}

	/**
	 * Moves a timeout to another time, whether it is still to come, has run or was
	 * removed. Moving it to a later time costs next to nothing, and no garbage.
	 * @param nanoTime on the scale of {@link #clock()}'s {@link Clock#nanoTime()}
	 */
	public void rearm(Timeout timeout, long nanoTime) {
		checkInLoop();
		this.timeouts.arm(timeout, nanoTime);
		this.stats.timeouts(this.timeouts.size());
	}

	/**
	 * Cancels a timeout; one that has run already is ignored.
	 */
	public void removeTimeout(Timeout timeout) {
		checkInLoop();
		this.timeouts.remove(timeout);
		this.stats.timeouts(this.timeouts.size());
	}

	/**
	 * Runs a callback on this loop once a stage has completed.
	 * <p>
	 * <b>Threading:</b> any thread.
	 * @param callback receives the value, or the failure without its CompletionException,
	 * in a turn of its own
	 */
	public <T> void addFuture(CompletionStage<T> stage,
			BiConsumer<? super @Nullable T, ? super @Nullable Throwable> callback) {
		stage.whenComplete((value, failure) -> addCallback(() -> callback.accept(value, causeOf(failure))));
	}

	/**
	 * Starts the loop, runs a function on it, and stops the loop when the stage it
	 * returns has completed.
	 * @throws TimeoutException when time was up; the stage is cancelled
	 * @throws ExecutionException when the function or its stage failed
	 * @throws IllegalStateException when the loop runs already or was closed, or when
	 * somebody else has stopped it
	 */
	public <T> @Nullable T runSync(Supplier<? extends CompletionStage<T>> function, Duration timeout)
			throws TimeoutException, ExecutionException {
		return new SyncRun<T>(this, function).run(timeout);
	}

	/**
	 * Whether the loop is confined to the calling thread: the one that runs it, or the
	 * last one that has called {@link #runOnce()}.
	 */
	public boolean inLoop() {
		return this.confinement.inLoop();
	}

	/**
	 * Whether the calling thread may touch what lives on the loop: {@link #inLoop()}, or
	 * no thread runs the loop.
	 */
	public boolean mayTouch() {
		return this.confinement.mayTouch();
	}

	/**
	 * Guards what belongs to the loop.
	 * @throws IllegalStateException when the loop is confined to another thread
	 */
	public void checkInLoop() {
		this.confinement.check();
	}

	/**
	 * Whether a thread is inside {@link #start()}, {@link #runOnce()} or
	 * {@link #runSync}.
	 */
	public boolean isRunning() {
		return this.confinement.isRunning();
	}

	/** The time of the loop's timeouts. */
	public Clock clock() {
		return this.clock;
	}

	/**
	 * Returns the time at which the present turn started, which costs less than asking
	 * the clock.
	 * @return nanoseconds on the scale of {@link #clock()}'s {@link Clock#nanoTime()}
	 */
	public long now() {
		return this.now;
	}

	/** The name in logs and meters. */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the one object of a type that belongs to this loop; legal from any thread.
	 */
	public <T> T attachment(Class<T> type, Function<IOLoop, T> create) {
		Object attachment = this.attachments.get(type);
		return type.cast((attachment != null) ? attachment : attach(type, create));
	}

	/** In the making of one others may be made, which computeIfAbsent does not allow. */
	private Object attach(Class<?> type, Function<IOLoop, ?> create) {
		synchronized (this.attachments) {
			Object attachment = this.attachments.get(type);
			if (attachment == null) {
				attachment = create.apply(this);
				this.attachments.put(type, attachment);
			}
			return attachment;
		}
	}

	/** Adds an observer; legal from any thread. */
	public void addListener(IOLoopListener listener) {
		this.isolation.addListener(listener);
	}

	/** The loop's counters; readable from any thread. */
	public IOLoopStats stats() {
		return this.stats;
	}

	@Override
	public String toString() {
		return "IOLoop[" + this.name + "]";
	}

	private void enter() {
		this.confinement.enter();
		startTurn();
	}

	private void leave(boolean release) {
		endTurn();
		this.confinement.leave(release);
	}

	private int runCallbacks() {
		int count = this.callbacks.collect();
		for (int i = 0; i < count; i++) {
			Runnable callback = this.callbacks.poll();
			if (callback != null) {
				this.isolation.run(callback);
			}
		}
		return count;
	}

	private int runDueTimeouts() {
		this.timeouts.collectDue(this.now);
		int count = 0;
		Timeout timeout = this.timeouts.pollDue();
		while (timeout != null) {
			this.isolation.run(timeout.callback);
			count++;
			timeout = this.timeouts.pollDue();
		}
		if (count > 0) {
			this.stats.timeouts(this.timeouts.size());
		}
		return count;
	}

	private long timeUntilNextEvent() {
		long end = endTurn();
		if (this.stopping || hasCallbacks()) {
			return 0;
		}
		Timeout first = this.timeouts.first();
		return (first != null) ? Math.max(0, first.deadline - end) : Long.MAX_VALUE;
	}

	private long endTurn() {
		long end = this.clock.nanoTime();
		this.stats.turnEnded(end);
		return end;
	}

	void startTurn() {
		this.now = this.clock.nanoTime();
		this.stats.turnStarted(this.now);
	}

	boolean hasCallbacks() {
		return !this.callbacks.isEmpty();
	}

	private static @Nullable Throwable causeOf(@Nullable Throwable failure) {
		boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
		return (wrapped && failure != null) ? failure.getCause() : failure;
	}

	Isolation isolation() {
		return this.isolation;
	}

	Poller poller() {
		return this.poller;
	}

	Confinement confinement() {
		return this.confinement;
	}

}
