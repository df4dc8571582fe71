package io.jtornado.iostream;

import java.nio.ByteBuffer;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * The buffers that all TLS streams of a loop share, so that an idle one owns none.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class SSLBuffers {

	/** No record is longer, sealed or open. */
	static final int RECORD = 20 * 1024;

	private static final int SIZE = 64 * 1024;

	private final ByteBuffer sealedIn = ByteBuffer.allocate(SIZE);

	private final ByteBuffer sealedOut = ByteBuffer.allocate(SIZE);

	private final ByteBuffer plain = ByteBuffer.allocate(RECORD);

	/** Only where files are sent. */
	private @Nullable ByteBuffer slice;

	private final ByteBuffer[] single = new ByteBuffer[1];

	private int[] positions = new int[16];

	private final StreamBuffers streams;

	private SSLBuffers(IOLoop loop) {
		this.streams = StreamBuffers.of(loop);
	}

	static SSLBuffers of(IOLoop loop) {
		loop.checkInLoop();
		return loop.attachment(SSLBuffers.class, SSLBuffers::new);
	}

	/** What has come from the network. */
	ByteBuffer sealedIn() {
		return this.sealedIn.clear();
	}

	/** What goes to the network: several records leave in one write. */
	ByteBuffer sealedOut() {
		return this.sealedOut.clear();
	}

	/** For a record for which the reader has no room. */
	ByteBuffer plain() {
		return this.plain.clear();
	}

	/** For what is read of a file, to be sealed. */
	ByteBuffer slice() {
		ByteBuffer made = this.slice;
		if (made == null) {
			made = ByteBuffer.allocate(FilePart.SLICE);
			this.slice = made;
		}
		return made;
	}

	ByteBuffer[] single(ByteBuffer buffer) {
		this.single[0] = buffer;
		return this.single;
	}

	/** Where so many sources stand. */
	int[] positions(ByteBuffer[] sources, int count) {
		if (this.positions.length < count) {
			this.positions = new int[count];
		}
		for (int i = 0; i < count; i++) {
			this.positions[i] = sources[i].position();
		}
		return this.positions;
	}

	PooledBytes waitingIn() {
		return new PooledBytes(this.streams.pool(), this.streams.heldRead());
	}

	PooledBytes waitingOut() {
		return new PooledBytes(this.streams.pool(), this.streams.heldWrite());
	}

}
