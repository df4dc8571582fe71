package io.jtornado.faults;

import java.util.List;

/** What code that is not ours may throw, for real where that is possible. */
enum Thrown {

	/** A bug. */
	EXCEPTION {

		@Override
		Object happen() {
			throw new IllegalStateException("planned");
		}

	},

	/** Something that nobody should catch, they say. */
	ERROR {

		@Override
		Object happen() {
			throw new AssertionError("planned");
		}

	},

	/** A recursion that never ends. */
	STACK {

		@Override
		Object happen() {
			return List.of(new Nested().hashCode());
		}

	},

	/** An array that is larger than the heap. */
	MEMORY {

		@Override
		Object happen() {
			return new long[Integer.MAX_VALUE - 8];
		}

	},

	/** A class that cannot be initialized. */
	LINKAGE {

		@Override
		Object happen() {
			return new Unloadable();
		}

	};

	/** Never returns. */
	abstract Object happen();

	private static final class Nested {

		@Override
		public int hashCode() {
			return STACK.happen().hashCode();
		}

	}

	private static final class Unloadable {

		private static final int NEVER = Integer.parseInt("planned, in a static initializer");

		@Override
		public int hashCode() {
			return NEVER;
		}

	}

}
