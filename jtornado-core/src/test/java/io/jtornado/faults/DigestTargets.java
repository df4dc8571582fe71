package io.jtornado.faults;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.jtornado.web.RequestHandler;
import io.jtornado.web.StreamRequestBody;
import org.jspecify.annotations.Nullable;

/** Uploads that are answered with what tells whether every byte has come. */
final class DigestTargets {

	private DigestTargets() {
	}

	static String digest(byte[] bytes) {
		return HexFormat.of().formatHex(newDigest().digest(bytes));
	}

	private static MessageDigest newDigest() {
		try {
			return MessageDigest.getInstance("SHA-1");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static class Gathered extends RequestHandler {

		String post() {
			return digest(request().body());
		}

	}

	@StreamRequestBody
	static class Streamed extends RequestHandler {

		private final MessageDigest digest = newDigest();

		private int chunks;

		@Override
		protected @Nullable CompletionStage<?> dataReceived(ByteBuffer chunk) {
			this.digest.update(chunk);
			if (++this.chunks % 3 != 0) {
				return null;
			}
			CompletableFuture<Void> later = new CompletableFuture<>();
			request().ioLoop().addCallback(() -> later.complete(null));
			return later;
		}

		String post() {
			return HexFormat.of().formatHex(this.digest.digest());
		}

	}

}
