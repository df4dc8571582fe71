package io.jtornado.faults;

/** Does something at a certain distance from the end of the stack. */
final class StackDiver {

	private final int distance;

	private final Runnable act;

	private boolean acted;

	private StackDiver(int distance, Runnable act) {
		this.distance = distance;
		this.act = act;
	}

	/**
	 * Acts where so many calls are left, of this method's own size; throws what that
	 * throws.
	 */
	static void act(int distance, Runnable act) {
		new StackDiver(distance, act).dive();
	}

	/** How many calls there were below. */
	private int dive() {
		int below = 0;
		try {
			below = this.acted ? 0 : dive() + 1;
		}
		catch (StackOverflowError ex) {
			if (this.acted) {
				throw ex;
			}
		}
		if (below == this.distance && !this.acted) {
			this.acted = true;
			this.act.run();
		}
		return below;
	}

}
