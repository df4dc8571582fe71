package io.jtornado.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

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

	@Override
	public void send(byte[] bytes) {
		try {
			this.socket.getOutputStream().write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The server has gone", ex);
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
			throw new AssertionError("The connection broke: " + ex.getMessage(), ex);
		}
	}

	/** Between two answers nothing comes but the end. */
	@Override
	public boolean open() {
		try {
			return !this.socket.isClosed() && receive(Duration.ZERO) == null;
		}
		catch (AssertionError ex) {
			return false;
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
