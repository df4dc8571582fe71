package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.jtornado.testing.MemoryTransport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WriteQueueTests {

	private final WriteQueue queue = new WriteQueue(0);

	/** A handler may write from the depth of a recursion. */
	@Test
	void losesNothingForWantOfStack() throws IOException {
		String before = "0123456789abcdef";
		for (char c : before.toCharArray()) {
			this.queue.add(ByteBuffer.wrap(new byte[] { (byte) c }));
		}

		addAtTheEndOfTheStack(ByteBuffer.wrap(new byte[] { '.' }));

		MemoryTransport transport = new MemoryTransport();
		this.queue.writeTo(transport);
		assertThat(transport.takeOutput()).startsWith(before);
	}

	@SuppressWarnings("InfiniteRecursion") // until the stack ends
	private void addAtTheEndOfTheStack(ByteBuffer last) {
		try {
			addAtTheEndOfTheStack(last);
		}
		catch (StackOverflowError ex) {
			this.queue.add(last); // may fail; then one call up
		}
	}

}
