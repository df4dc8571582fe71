package io.jtornado.iostream;

import java.nio.ByteBuffer;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads first messages of TLS clients for tests of other packages. */
public final class ClientHellos {

	private ClientHellos() {
	}

	/** Reads what comes in pieces of this length; the last of them completes it. */
	public static void read(byte[] records, int piece) {
		ClientHelloReader reader = new ClientHelloReader();
		for (int end = piece; end < records.length; end += piece) {
			assertThat(reader.read(ByteBuffer.wrap(records, 0, end))).isNull();
		}
		assertThat(reader.read(ByteBuffer.wrap(records))).isNotNull();
	}

}
