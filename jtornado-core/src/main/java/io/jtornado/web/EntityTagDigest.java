package io.jtornado.web;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import io.jtornado.ioloop.IOLoop;

/**
 * Computes entity tags: SHA-1 in hexadecimal between quotes, as Tornado does. One for
 * each loop, since neither the digest nor its buffers are made anew for each answer.
 * <p>
 * <b>Threading:</b> confined to its loop.
 */
final class EntityTagDigest {

	private static final int SIZE = 20;

	private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

	/** As large as contents are that get a tag, unless somebody wants more. */
	private static final int REMEMBERED = 16 * 1024;

	private final MessageDigest digest;

	private final byte[] hash = new byte[SIZE];

	private final byte[] tag = new byte[2 * SIZE + 2];

	private byte[] lastContent = {}; // as large as the largest so far

	private int lastLength = -1; // of lastContent

	private String lastTag = "";

	EntityTagDigest(IOLoop loop) {
		try {
			this.digest = MessageDigest.getInstance("SHA-1");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-1", ex);
		}
		this.tag[0] = '"';
		this.tag[this.tag.length - 1] = '"';
	}

	static EntityTagDigest of(IOLoop loop) {
		loop.checkInLoop();
		return loop.attachment(EntityTagDigest.class, EntityTagDigest::new);
	}

	/**
	 * The tag of a content. The last one is remembered, since handlers that answer the
	 * same again and again are the ones whose cost is the tag: for 16 KiB it is 0.3 us
	 * instead of 8, and 0.3 us more if the content is another one.
	 */
	String tag(byte[] content, int length) {
		if (length > REMEMBERED) {
			return compute(content, length);
		}
		boolean same = this.lastLength == length && Arrays.equals(content, 0, length, this.lastContent, 0, length);
		if (!same) {
			remember(content, length, compute(content, length));
		}
		return this.lastTag;
	}

	private void remember(byte[] content, int length, String computed) {
		if (length > this.lastContent.length) {
			this.lastContent = new byte[length]; // first: there may be no memory
		}
		System.arraycopy(content, 0, this.lastContent, 0, length);
		this.lastLength = length;
		this.lastTag = computed;
	}

	private String compute(byte[] content, int length) {
		try {
			this.digest.update(content, 0, length);
			this.digest.digest(this.hash, 0, SIZE);
		}
		catch (DigestException ex) {
			throw new IllegalStateException(ex);
		}
		for (int i = 0; i < SIZE; i++) {
			int octet = this.hash[i];
			this.tag[2 * i + 1] = HEX[(octet >> 4) & 0xf];
			this.tag[2 * i + 2] = HEX[octet & 0xf];
		}
		return new String(this.tag, StandardCharsets.ISO_8859_1);
	}

}
