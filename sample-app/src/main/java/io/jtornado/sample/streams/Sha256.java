package io.jtornado.sample.streams;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of what is put into it, and how much that was. */
final class Sha256 {

	private static final int AT_ONCE = 16 * 1024;

	private final MessageDigest digest = digest();

	private long bytes;

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	static Sha256 of(InputStream content) throws IOException {
		Sha256 sum = new Sha256();
		byte[] piece = new byte[AT_ONCE];
		for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
			sum.put(ByteBuffer.wrap(piece, 0, count));
		}
		return sum;
	}

	void put(ByteBuffer piece) {
		this.bytes += piece.remaining();
		this.digest.update(piece);
	}

	Upload toUpload(String name) {
		return new Upload(name, this.bytes, HexFormat.of().formatHex(this.digest.digest()));
	}

}
