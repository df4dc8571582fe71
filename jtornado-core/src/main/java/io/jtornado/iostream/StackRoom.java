package io.jtornado.iostream;

/**
 * Room on the stack. A handler may call from the depth of a recursion, and what must not
 * be left half done, since it is done once, asks here before it begins.
 */
final class StackRoom {

	/** More than any close makes, below each other. */
	private static final int CALLS = 500;

	private StackRoom() {
	}

	/** Throws StackOverflowError if there is not enough. */
	static void require() {
		reach(CALLS);
	}

	private static int reach(int calls) {
		return (calls == 0) ? 0 : reach(calls - 1) + 1;
	}

}
