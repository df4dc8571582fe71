package io.jtornado.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A value whose signature has been verified.
 * <p>
 * <b>Threading:</b> immutable.
 */
public final class SignedValue {

	private final byte[] bytes;

	private final Instant signedAt;

	private final int keyVersion;

	SignedValue(byte[] bytes, long signedAt, int keyVersion) {
		this.bytes = bytes;
		this.signedAt = Instant.ofEpochSecond(signedAt);
		this.keyVersion = keyVersion;
	}

	/**
	 * Returns the value as it was signed.
	 * @return a copy of the bytes
	 */
	public byte[] bytes() {
		return this.bytes.clone();
	}

	/**
	 * Returns the value as text.
	 * @return the text; null if the bytes are not UTF-8
	 */
	public @Nullable String text() {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(this.bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	/**
	 * Returns when it was signed.
	 * @return the time, in whole seconds
	 */
	public Instant signedAt() {
		return this.signedAt;
	}

	/**
	 * Returns by which key it was signed: one that is not the current one any more is a
	 * reason to sign the value again.
	 * @return the key version; 0 in values of version 1
	 */
	public int keyVersion() {
		return this.keyVersion;
	}

}
