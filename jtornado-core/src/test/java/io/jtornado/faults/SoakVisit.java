package io.jtornado.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** One client's connection, from connect to close. */
abstract class SoakVisit {

	private static final long LONGEST = Duration.ofSeconds(60).toNanos();

	private static final long OPENING = Duration.ofSeconds(5).toNanos();

	private static final ByteBuffer INPUT = ByteBuffer.allocate(64 * 1024);

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	final SoakClient client;

	final SocketChannel channel;

	private final @Nullable SoakSecurity security;

	private final long startedAt = System.nanoTime();

	private ByteBuffer output = NOTHING;

	private int slice = Integer.MAX_VALUE;

	private long wakeAt;

	private boolean waits;

	private boolean connected;

	private boolean answered;

	private boolean sent;

	private boolean over;

	SoakVisit(SoakClient client, SocketChannel channel, @Nullable SoakSecurity security) {
		this.client = client;
		this.channel = channel;
		this.security = security;
	}

	abstract void connected(SelectionKey key);

	abstract void received(String text);

	/** The peer has ended, or the connection broke: how, and in which phase. */
	abstract void lost(String how);

	abstract void awoken(SelectionKey key) throws IOException;

	void handle(SelectionKey key) {
		try {
			if (key.isConnectable() && this.channel.finishConnect()) {
				this.connected = true;
				key.interestOps(SelectionKey.OP_READ);
				connected(key);
			}
			if (key.isValid() && key.isWritable()) {
				write(key);
			}
			if (key.isValid() && key.isReadable()) {
				read(key);
			}
		}
		catch (IOException ex) {
			breaks(ex.toString());
		}
	}

	/** Sends text, at most so many bytes at a time. */
	void send(SelectionKey key, String text, int most) {
		this.slice = most;
		byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
		if (this.security == null) {
			put(key, bytes);
		}
		else {
			this.security.send(bytes);
			put(key, this.security.sealed());
		}
	}

	private void put(SelectionKey key, byte[] bytes) {
		if (bytes.length > 0) {
			byte[] rest = new byte[this.output.remaining() + bytes.length];
			int before = this.output.remaining();
			this.output.get(rest, 0, before);
			System.arraycopy(bytes, 0, rest, before, bytes.length);
			this.output = ByteBuffer.wrap(rest);
			key.interestOpsOr(SelectionKey.OP_WRITE);
		}
	}

	private void write(SelectionKey key) throws IOException {
		int end = this.output.limit();
		this.output.limit((int) Math.min(end, (long) this.output.position() + this.slice));
		this.sent |= this.channel.write(this.output) > 0;
		this.output.limit(end);
		if (!this.output.hasRemaining()) {
			key.interestOpsAnd(~SelectionKey.OP_WRITE);
		}
	}

	private void read(SelectionKey key) throws IOException {
		INPUT.clear();
		int count = this.channel.read(INPUT);
		if (count < 0) {
			breaks("end");
			return;
		}
		this.answered = true;
		byte[] bytes = Arrays.copyOf(INPUT.array(), count);
		String text = (this.security != null) ? this.security.open(bytes)
				: new String(bytes, StandardCharsets.ISO_8859_1);
		if (this.security != null) {
			put(key, this.security.sealed());
		}
		if (!text.isEmpty()) {
			received(text);
		}
	}

	private void breaks(String how) {
		if (!this.over) {
			lost(phase() + ", " + how);
			close();
		}
	}

	/** Whether it may still wait to be accepted; some never hear anything. */
	boolean opens(long now) {
		return !this.answered && now - this.startedAt < OPENING;
	}

	/** Whether the server may have had a byte of a request. */
	boolean requested() {
		return this.sent && (this.security == null || this.security.established());
	}

	private String phase() {
		String secured = (this.security != null) ? "TLS, " : "";
		if (requested()) {
			return secured + (this.output.hasRemaining() ? "sending" : "waiting for the answer");
		}
		return secured + (this.sent ? "handshake" : this.connected ? "connected" : "connecting");
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
				breaks(ex.toString());
			}
		}
	}

	void giveUp() {
		breaks("nothing for too long");
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
