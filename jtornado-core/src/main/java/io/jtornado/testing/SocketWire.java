package io.jtornado.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** A connection over a socket. */
final class SocketWire implements Wire {

	private static final int CONNECT_MILLIS = 5000;

	private final Socket socket = new Socket();

	private final byte[] buffer = new byte[16 * 1024];

	SocketWire(InetSocketAddress address) {
		try {
			this.socket.connect(address, CONNECT_MILLIS);
			this.socket.setTcpNoDelay(true);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Nobody can be reached at " + address, ex);
		}
	}

	/** A write has no timeout of its own: what takes too long ends with the socket. */
	@Override
	public void send(byte[] bytes, Duration atMost) {
		CompletableFuture<Void> sent = new CompletableFuture<>();
		CompletionStage<Void> watched = sent.orTimeout(atMost.toNanos(), TimeUnit.NANOSECONDS);
		watched.whenComplete((nothing, tooLate) -> {
			if (tooLate != null) {
				leave();
			}
		});
		try {
			this.socket.getOutputStream().write(bytes);
		}
		catch (IOException ex) {
			if (sent.isCompletedExceptionally()) {
				throw new AssertionError("Within " + atMost + ", the server has not taken the request", ex);
			}
			throw new UncheckedIOException("The server has gone", ex);
		}
		finally {
			sent.complete(null);
		}
	}

	@Override
	public byte @Nullable [] receive(Duration atMost) {
		try {
			this.socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, Math.max(1, atMost.toMillis())));
			int count = this.socket.getInputStream().read(this.buffer);
			return (count < 0) ? END : Arrays.copyOf(this.buffer, count);
		}
		catch (SocketTimeoutException ex) {
			return null;
		}
		catch (IOException ex) { // reset: no end that an answer could have
			return BROKEN;
		}
	}

	@Override
	public void leave() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String advice() {
		return "The handler has not finished its answer, or not completed its stage.";
	}

}
