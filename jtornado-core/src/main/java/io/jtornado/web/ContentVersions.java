package io.jtornado.web;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.jtornado.ioloop.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Versions of files, made of what is in them, and remembered as long as it is the same
 * file with the same length and time. What was written to just now is not remembered.
 * Those of files above 16 MiB are made of length and time.
 * <p>
 * <b>Threading:</b> shared by workers, and by loops for what is known: no loop reads a
 * file, or makes a version of what is held of it.
 */
final class ContentVersions {

	private static final int MAX_REMEMBERED = 4096;

	private static final long MAX_READ = 16 << 20;

	private static final int CHUNK = 64 * 1024;

	private static final int LENGTH = 16; // bytes, of the 32 of a SHA-256

	private final BoundedCache<String, Known> versions = new BoundedCache<>(MAX_REMEMBERED, 0, (known) -> 0);

	private final Clock clock;

	private record Known(long size, long modified, @Nullable Object key, String version) {

		boolean isOf(StoredFile file) {
			return this.size == file.size() && this.modified == file.modified() && Objects.equals(this.key, file.key());
		}

	}

	/**
	 * Creates a memory.
	 * @param clock the one by which the disk gives files their times
	 */
	ContentVersions(Clock clock) {
		this.clock = clock;
	}

	/**
	 * The version of a file, which is read if it is not known.
	 * @throws NotRememberedException if the file is one that a loop remembers, and would
	 * have to be read
	 */
	String of(String name, StoredFile file) throws IOException {
		Known known = this.versions.get(name);
		if (known != null && known.isOf(file)) {
			return known.version;
		}
		String version = (file.size() <= MAX_READ) ? digest(file)
				: Long.toHexString(file.modified()) + Long.toHexString(file.size());
		if (isSettled(file)) {
			this.versions.put(name, new Known(file.size(), file.modified(), file.key(), version));
		}
		return version;
	}

	/** Whether who writes to the file from now on gives it another time. */
	private boolean isSettled(StoredFile file) {
		long millis = TimeUnit.NANOSECONDS.toMillis(file.modified());
		return Math.abs(this.clock.currentTimeMillis() - millis) >= Representation.UNCERTAIN_MILLIS;
	}

	private static String digest(StoredFile file) throws IOException {
		if (file instanceof RememberedFile) {
			throw new NotRememberedException();
		}
		MessageDigest digest = sha256();
		byte[] held = file.bytes();
		if (held != null) {
			digest.update(held);
		}
		else {
			try (FileContent content = file.open()) {
				for (long at = 0; at < file.size(); at += CHUNK) {
					digest.update(content.read(at, (int) Math.min(CHUNK, file.size() - at)));
				}
			}
		}
		return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), LENGTH));
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) { // every Java has it
			throw new IllegalStateException(ex);
		}
	}

}
