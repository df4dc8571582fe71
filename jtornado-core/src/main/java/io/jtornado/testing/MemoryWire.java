package io.jtornado.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A connection in memory. It takes as much as a client with a full socket does, and no
 * more before the test reads: so a handler that streams without end has to wait.
 */
final class MemoryWire implements Wire {

	private static final int WINDOW = 1 << 20;

	private final TestConnection connection;

	MemoryWire(TestConnection connection) {
		this.connection = connection;
		connection.transport().takeOnly(WINDOW);
	}

	@Override
	public void send(byte[] bytes) {
		this.connection.send(bytes);
	}

	@Override
	public byte @Nullable [] receive(Duration atMost) {
		byte[] bytes = taken();
		if (bytes.length == 0 && !this.connection.outputEnded() && !atMost.isZero()) {
			CompletableFuture<Void> something = new CompletableFuture<>();
			this.connection.transport().setOutputCallback(() -> something.complete(null));
			this.connection.loop().await(something, atMost);
			this.connection.transport().setOutputCallback(null);
			bytes = taken();
		}
		if (bytes.length > 0) {
			this.connection.transport().takeOnly(WINDOW);
			return bytes;
		}
		return this.connection.outputEnded() ? END : null;
	}

	private byte[] taken() {
		return this.connection.received().getBytes(StandardCharsets.ISO_8859_1);
	}

	@Override
	public boolean open() {
		this.connection.loop().runUntilIdle();
		return !this.connection.outputEnded();
	}

	@Override
	public void leave() {
		this.connection.close();
	}

	@Override
	public String advice() {
		return "If the handler waits for a time, move the clock: send the request by send(), then advance(time)."
				+ " If it waits for another thread, that has not completed its stage.";
	}

}
