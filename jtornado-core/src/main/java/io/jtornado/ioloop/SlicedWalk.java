package io.jtornado.ioloop;

import java.util.List;
import java.util.function.Consumer;

/**
 * Does something with many connections, a few in each turn of the loop, so that whoever
 * else is there is served meanwhile: ten thousand writes in a row would hold everybody up
 * for a tenth of a second. What fails for one of them is logged and does not stop the
 * others. The first are visited when it is run, or in the turn to which it was added.
 * <p>
 * <b>Threading:</b> confined to its loop.
 *
 * @param <T> what stands for a connection
 */
public final class SlicedWalk<T> implements Droppable {

	/** So many in a turn: a millisecond or two of writes. */
	public static final int SLICE = 256;

	private static final SafeLog LOGGER = SafeLog.named("jtornado.application");

	private final IOLoop loop;

	private final List<T> members;

	private final int slice;

	private final Consumer<? super T> action;

	private final Runnable end;

	private int next;

	/**
	 * Begins a walk of {@link #SLICE} in a turn.
	 * @param loop the loop
	 * @param members whom to visit; not to be changed meanwhile
	 * @param action what is done with each
	 * @param end runs behind the last, and also if the loop closes before
	 */
	public SlicedWalk(IOLoop loop, List<T> members, Consumer<? super T> action, Runnable end) {
		this(loop, members, SLICE, action, end);
	}

	/**
	 * Begins a walk with so many in a turn as what is done with each allows.
	 * @param loop the loop
	 * @param members whom to visit; not to be changed meanwhile
	 * @param slice how many in a turn, 1 and up
	 * @param action what is done with each
	 * @param end runs behind the last, and also if the loop closes before
	 */
	public SlicedWalk(IOLoop loop, List<T> members, int slice, Consumer<? super T> action, Runnable end) {
		this.loop = loop;
		this.members = members;
		this.slice = slice;
		this.action = action;
		this.end = end;
	}

	@Override
	public void run() {
		int stop = Math.min(this.members.size(), this.next + this.slice);
		while (this.next < stop) {
			visit(this.members.get(this.next++));
		}
		if (this.next < this.members.size()) {
			this.loop.addCallback(this);
		}
		else {
			this.end.run();
		}
	}

	private void visit(T member) {
		try {
			this.action.accept(member);
		}
		catch (Throwable ex) {
			LOGGER.error("One of many connections failed: {}", member, ex);
		}
	}

	@Override
	public void dropped() {
		this.end.run();
	}

}
