package io.jtornado.web;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Versions of files, made of what is in them, and remembered as long as neither length
 * nor time of a file changes. Those of files above 16 MiB are made of length and time.
 * <p>
 * <b>Threading:</b> shared by workers; what is in a file is read without the lock.
 */
final class ContentVersions {

	private static final int MAX_REMEMBERED = 4096;

	private static final long MAX_READ = 16 << 20;

	private static final int CHUNK = 64 * 1024;

	private static final int LENGTH = 16; // bytes, of the 32 of a SHA-256

	private final Map<String, Known> versions = new LinkedHashMap<>(16, 0.75f, true);

	private record Known(long size, long modified, String version) {
	}

	/** The version of a file, which is read if it is not known. */
	String of(String name, StoredFile file) throws IOException {
		Known known = get(name);
		if (known != null && known.size == file.size() && known.modified == file.modified()) {
			return known.version;
		}
		String version = (file.size() <= MAX_READ) ? digest(file)
				: Long.toHexString(file.modified()) + Long.toHexString(file.size());
		put(name, new Known(file.size(), file.modified(), version));
		return version;
	}

	private synchronized @Nullable Known get(String name) {
		return this.versions.get(name);
	}

	private synchronized void put(String name, Known known) {
		this.versions.put(name, known);
		if (this.versions.size() > MAX_REMEMBERED) {
			String eldest = this.versions.keySet().iterator().next();
			this.versions.remove(eldest);
		}
	}

	private static String digest(StoredFile file) throws IOException {
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
