package io.jtornado.iostream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The other end of a socket: sends and receives what it can, whenever the loop has had
 * its turn.
 */
final class SocketPeer implements IOStreamContractTests.Peer, SSLPeer.Wire {

	private final SocketChannel channel;

	private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private boolean ending;

	private boolean sawEnd;

	SocketPeer(SocketChannel channel) throws IOException {
		this.channel = channel;
		channel.configureBlocking(false);
	}

	void turn() {
		try {
			if (this.channel.isOpen()) {
				write();
				read();
			}
		}
		catch (IOException ex) {
			this.sawEnd = true;
		}
	}

	private void write() throws IOException {
		if (this.unsent.size() > 0) {
			ByteBuffer bytes = ByteBuffer.wrap(this.unsent.toByteArray());
			this.channel.write(bytes);
			this.unsent.reset();
			this.unsent.write(bytes.array(), bytes.position(), bytes.remaining());
		}
		if (this.ending && this.unsent.size() == 0) {
			this.channel.shutdownOutput();
			this.ending = false;
		}
	}

	private void read() throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
		int count = this.channel.read(bytes);
		this.sawEnd |= count < 0;
		this.received.write(bytes.array(), 0, Math.max(count, 0));
	}

	@Override
	public void send(byte[] bytes) {
		this.unsent.writeBytes(bytes);
		turn();
	}

	@Override
	public void put(byte[] bytes) {
		send(bytes);
	}

	@Override
	public void end() {
		this.ending = true;
		turn();
	}

	@Override
	public void reset() {
		try {
			this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
			this.channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void close() throws IOException {
		this.channel.close();
	}

	@Override
	public byte[] received() {
		return this.received.toByteArray();
	}

	@Override
	public byte[] take() {
		turn();
		byte[] come = received();
		this.received.reset();
		return come;
	}

	@Override
	public boolean sawEnd() {
		return this.sawEnd;
	}

}
