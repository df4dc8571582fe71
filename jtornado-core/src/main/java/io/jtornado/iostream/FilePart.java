package io.jtornado.iostream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;

/**
 * A part of a file that is unsent. It holds no bytes: a transport takes them from the
 * file, or they are read in slices that a loop's streams share.
 */
final class FilePart {

	/**
	 * What is read at once where a transport takes bytes from memory: as much as TLS
	 * seals in one go, three full records. What is not taken of it is read again, since a
	 * slow peer would hold all of it otherwise.
	 */
	static final int SLICE = 3 * 16 * 1024;

	private final FileChannel file;

	private long position;

	private long left;

	/** Where it begins in its {@link WriteQueue}, once it is there. */
	long begin;

	FilePart(FileChannel file, long position, long length) {
		this.file = file;
		this.position = position;
		this.left = length;
	}

	long left() {
		return this.left;
	}

	/** Throws unless the file has this part at the moment. */
	void check() throws FileReadException {
		try {
			long size = this.file.size();
			if (size - this.position < this.left) {
				throw new FileReadException("The file has " + size + " bytes, of which " + this.left + " from "
						+ this.position + " on are to be sent", null);
			}
		}
		catch (FileReadException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw unreadable(ex);
		}
	}

	/** Writes what the peer takes now, at most so many bytes; returns how many. */
	long writeTo(Transport transport, long most) throws IOException {
		long taken = transport.writeFile(this.file, this.position, Math.min(this.left, most));
		this.position += taken;
		this.left -= taken;
		return taken;
	}

	/** Reads the part as a whole. */
	void readTo(ByteBuffer target) throws FileReadException {
		read(this.file, this.position, target);
	}

	/** Fills the target. */
	private static void read(FileChannel file, long position, ByteBuffer target) throws FileReadException {
		long from = position - target.position();
		while (target.hasRemaining()) {
			if (readSome(file, from + target.position(), target) <= 0) {
				throw new FileReadException("The file has no byte at " + (from + target.position()), null);
			}
		}
	}

	private static int readSome(FileChannel file, long position, ByteBuffer target) throws FileReadException {
		try {
			return file.read(target, position);
		}
		catch (IOException | NonReadableChannelException ex) {
			throw unreadable(ex);
		}
	}

	private static FileReadException unreadable(Exception cause) {
		return new FileReadException("The file cannot be read: " + cause, cause);
	}

	/** Throws if it is the file's fault that nothing was taken from here. */
	static void checkReadable(FileChannel file, long position) throws FileReadException {
		read(file, position, ByteBuffer.allocate(1));
	}

	/**
	 * Reads slices and offers them to a transport until it does not take one as a whole.
	 * What a transport has begun to send it remembers by its length, so a slice that is
	 * read again may be offered even if the file has been written to.
	 * @return how many bytes were taken
	 */
	static long offer(Transport transport, FileChannel file, long position, long count, ByteBuffer room)
			throws IOException {
		ByteBuffer[] sources = { room };
		long taken = 0;
		boolean more = true;
		while (more && taken < count) {
			try {
				int offered = (int) Math.min(room.capacity(), count - taken);
				read(file, position + taken, room.clear().limit(offered));
				room.flip();
				long n = transport.write(sources, 1);
				more = n == offered;
				taken += n;
			}
			catch (IOException ex) {
				if (taken == 0) {
					throw ex;
				}
				more = false; // what was taken counts; the next call fails again
			}
		}
		return taken;
	}

}
