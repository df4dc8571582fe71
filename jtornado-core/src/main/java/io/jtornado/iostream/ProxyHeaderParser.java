package io.jtornado.iostream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reads a header of the PROXY protocol, version 1 or 2, as its bytes come. What cannot
 * become one is refused at its first wrong byte. Each byte costs the same, wherever the
 * pieces were cut.
 * <p>
 * Version 2 allows headers of 64 KiB; here 4096 bytes are the most, which is more than
 * proxies send even with a client's certificate name and all its extensions (TLVs), and
 * nothing but the checksum is read of these.
 * <p>
 * <b>Threading:</b> confined to one thread.
 */
public final class ProxyHeaderParser {

	/** Most bytes of a version 1 header, its CRLF included. */
	static final int MAX_LINE = 107;

	/** Most bytes of a version 2 header. */
	static final int MAX_BLOCK = 4096;

	private static final byte[] LINE_SIGNATURE = "PROXY ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] BLOCK_SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);

	private byte[] octets = new byte[128];

	private int length;

	/** How long the header is; known in version 2 only, from its fixed part on. */
	private int total = MAX_LINE;

	/** Whether anything has come. */
	boolean begun() {
		return this.length > 0;
	}

	/**
	 * Reads on.
	 * @param bytes what has come; the header's are taken from it, not one more
	 * @return the header if it is complete now; null if more must come, all bytes being
	 * taken
	 * @throws ProxyProtocolException if this is no valid header
	 */
	public @Nullable ProxyHeader parse(ByteBuffer bytes) throws ProxyProtocolException {
		while (bytes.hasRemaining()) {
			take(bytes.get());
			if (this.octets[0] == LINE_SIGNATURE[0]) {
				if (isLineEnd()) {
					return ProxyLine.read(new String(this.octets, 0, this.length, StandardCharsets.ISO_8859_1));
				}
			}
			else if (isBlockEnd()) {
				return ProxyBlock.read(Arrays.copyOf(this.octets, this.length));
			}
		}
		return null;
	}

	private void take(byte octet) throws ProxyProtocolException {
		byte[] signature = ((this.length == 0) ? octet : this.octets[0]) == LINE_SIGNATURE[0] ? LINE_SIGNATURE
				: BLOCK_SIGNATURE;
		if (this.length < signature.length && octet != signature[this.length]) {
			throw new ProxyProtocolException("No header of the PROXY protocol");
		}
		if (this.length == this.octets.length) {
			this.octets = Arrays.copyOf(this.octets, this.total);
		}
		this.octets[this.length] = octet;
		this.length++;
	}

	private boolean isLineEnd() throws ProxyProtocolException {
		boolean ends = this.octets[this.length - 1] == '\n';
		if (!ends && this.length == MAX_LINE) {
			throw new ProxyProtocolException("A PROXY line of more than " + MAX_LINE + " bytes");
		}
		return ends;
	}

	private boolean isBlockEnd() throws ProxyProtocolException {
		if (this.length == ProxyBlock.FIXED_LENGTH) {
			this.total = ProxyBlock.totalLength(this.octets);
			if (this.total > MAX_BLOCK) {
				throw new ProxyProtocolException("A PROXY header of " + this.total + " bytes");
			}
		}
		return this.length >= ProxyBlock.FIXED_LENGTH && this.length == this.total;
	}

}
