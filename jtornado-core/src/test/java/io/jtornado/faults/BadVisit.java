package io.jtornado.faults;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A client that breaks off, falls silent, never reads, or asks for failures. */
final class BadVisit extends SoakVisit {

	private enum Kind {

		RESETS, ENDS, GARBAGE, SSL, NEVER_READS, HALF_OPEN, FAILS, FAILS_LATER, FAILS_HALF,

		/** These want a port of TLS. */
		HELLO_GARBAGE, HELLO_RESETS, HELLO_STALLS

	}

	private static final Kind[] KINDS = Kind.values();

	private final Kind kind;

	BadVisit(SoakClient client, SocketChannel channel, boolean secured) {
		super(client, channel, null);
		int first = secured ? Kind.HELLO_GARBAGE.ordinal() : 0;
		int count = secured ? KINDS.length - first : Kind.HELLO_GARBAGE.ordinal();
		this.kind = KINDS[first + client.random().nextInt(count)];
		client.note("bad visits: " + this.kind, 1);
	}

	@Override
	void connected(SelectionKey key) {
		Random random = this.client.random();
		String text = text(random);
		int length = switch (this.kind) {
			case RESETS, ENDS, HALF_OPEN, HELLO_RESETS, HELLO_STALLS -> random.nextInt(text.length());
			default -> text.length();
		};
		send(key, text.substring(0, length), Integer.MAX_VALUE);
		if (this.kind == Kind.NEVER_READS || (this.kind == Kind.RESETS && random.nextBoolean())) {
			key.interestOpsAnd(~SelectionKey.OP_READ);
		}
		wakeAfter((this.kind == Kind.NEVER_READS) ? 5000 : random.nextInt(800));
	}

	private String text(Random random) {
		String end = " HTTP/1.1\r\nHost: soak\r\nContent-Length: 0\r\n\r\n";
		Thrown[] thrown = Thrown.values();
		String how = thrown[random.nextInt(thrown.length)].name();
		return switch (this.kind) {
			case RESETS, ENDS, HALF_OPEN -> "POST /echo/x HTTP/1.1\r\nHost: soak\r\nTransfer-Encoding: chunked\r\n\r\n"
					+ "5\r\nhello\r\n0\r\n\r\nGET /stream/x" + end + "GET /later/x" + end + "GET /worker/x" + end;
			case GARBAGE, HELLO_GARBAGE -> random.nextBoolean() ? garbage(random)
					: new String(this.client.hello(), StandardCharsets.ISO_8859_1).substring(0, 60) + garbage(random);
			case HELLO_RESETS, HELLO_STALLS -> new String(this.client.hello(), StandardCharsets.ISO_8859_1);
			case SSL -> "\26\3\1\2\0\1\0\1\u00fc\3\3" + garbage(random);
			case NEVER_READS -> ("GET /stream/x" + end).repeat(100);
			case FAILS -> "GET /fails/" + how + end;
			case FAILS_LATER -> "POST " + (random.nextBoolean() ? "/fails/" : "/worker/") + how + end;
			case FAILS_HALF -> "GET /fails-half/" + how + end;
		};
	}

	private static String garbage(Random random) {
		StringBuilder text = new StringBuilder();
		for (int i = 1 + random.nextInt(500); i > 0; i--) {
			text.append((char) random.nextInt(256));
		}
		return text.toString();
	}

	@Override
	void received(String text) {
		if (text.startsWith("HTTP/1.1 500 ")) {
			this.client.note("answers of failing handlers", 1);
		}
	}

	@Override
	void lost(String how) {
		this.client.note("bad visits ended by the server", 1);
	}

	@Override
	void awoken(SelectionKey key) throws IOException {
		switch (this.kind) {
			case HALF_OPEN, NEVER_READS -> key.interestOpsOr(SelectionKey.OP_READ); // sees
																					// the
																					// end
			case HELLO_STALLS -> wakeAfter(60_000);
			case ENDS, GARBAGE, HELLO_GARBAGE, SSL -> this.channel.shutdownOutput();
			default -> {
				this.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
				close();
			}
		}
	}

}
