package io.jtornado.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One client's connection, from connect to close. */
abstract class SoakVisit {

	private static final long LONGEST = Duration.ofSeconds(60).toNanos();

	private static final ByteBuffer INPUT = ByteBuffer.allocate(64 * 1024);

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	final SoakClient client;

	final SocketChannel channel;

	private final long startedAt = System.nanoTime();

	private ByteBuffer output = NOTHING;

	private int slice = Integer.MAX_VALUE;

	private long wakeAt;

	private boolean waits;

	private boolean over;

	SoakVisit(SoakClient client, SocketChannel channel) {
		this.client = client;
		this.channel = channel;
	}

	abstract void connected(SelectionKey key);

	abstract void received(String text);

	/** The peer has ended, or the connection broke. */
	abstract void lost();

	abstract void awoken(SelectionKey key) throws IOException;

	void handle(SelectionKey key) {
		try {
			if (key.isConnectable() && this.channel.finishConnect()) {
				key.interestOps(SelectionKey.OP_READ);
				connected(key);
			}
			if (key.isValid() && key.isWritable()) {
				write(key);
			}
			if (key.isValid() && key.isReadable()) {
				read();
			}
		}
		catch (IOException ex) {
			breaks();
		}
	}

	/** Sends text, at most so many bytes at a time. */
	void send(SelectionKey key, String text, int most) {
		this.output = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
		this.slice = most;
		key.interestOpsOr(SelectionKey.OP_WRITE);
	}

	private void write(SelectionKey key) throws IOException {
		int end = this.output.limit();
		this.output.limit((int) Math.min(end, (long) this.output.position() + this.slice));
		this.channel.write(this.output);
		this.output.limit(end);
		if (!this.output.hasRemaining()) {
			key.interestOpsAnd(~SelectionKey.OP_WRITE);
		}
	}

	private void read() throws IOException {
		INPUT.clear();
		int count = this.channel.read(INPUT);
		if (count < 0) {
			breaks();
		}
		else {
			received(new String(INPUT.array(), 0, count, StandardCharsets.ISO_8859_1));
		}
	}

	private void breaks() {
		if (!this.over) {
			lost();
			close();
		}
	}

	void wakeAfter(long millis) {
		this.waits = true;
		this.wakeAt = System.nanoTime() + millis * 1_000_000;
	}

	void look(long now) {
		if (now - this.startedAt > LONGEST) {
			giveUp();
		}
		else if (this.waits && now - this.wakeAt >= 0) {
			this.waits = false;
			try {
				awoken(this.channel.keyFor(this.client.selector()));
			}
			catch (IOException ex) {
				breaks();
			}
		}
	}

	void giveUp() {
		breaks();
	}

	void close() {
		if (this.over) {
			return;
		}
		this.over = true;
		this.client.ended(this);
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			this.client.note("closes that failed", 1);
		}
	}

}
