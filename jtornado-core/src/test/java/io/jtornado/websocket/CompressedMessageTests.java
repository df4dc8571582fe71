package io.jtornado.websocket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import io.jtornado.httpserver.HTTPServerOptions;
import io.jtornado.web.Application;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static io.jtornado.websocket.ClientFrames.FIN;
import static io.jtornado.websocket.ClientFrames.RSV1;
import static org.assertj.core.api.Assertions.assertThat;

/** Messages by permessage-deflate, with the examples of RFC 7692, 7.2.3. */
class CompressedMessageTests {

	private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

	private static final int DEFLATED_TEXT = FIN | RSV1 | Opcode.TEXT;

	private final List<String> events = new ArrayList<>();

	private WebSocketConversation client = open(WebSocketCompression.DEFAULTS.withMinSize(5), 100_000);

	private WebSocketConversation open(WebSocketCompression compression, int max) {
		return WebSocketConversation.with(Application.builder()
			.add(url("/", EchoHandler.class, () -> new EchoHandler(this.events)))
			.setting(WebSocketOptions.class,
					WebSocketOptions.DEFAULTS.withCompression(compression).withMaxMessageSize(max))
			.accessLog(false)
			.build(), HTTPServerOptions.DEFAULTS);
	}

	private void reopen(WebSocketCompression compression) {
		this.client.close();
		this.client = open(compression, 100_000);
	}

	@AfterEach
	void close() {
		this.client.close();
		assertThat(this.client.stats().contexts()).isZero();
	}

	private static byte[] hex(String hex) {
		return HexFormat.of().parseHex(hex.replace(" ", ""));
	}

	@Test
	void nothingIsCompressedUnlessItIsOffered() {
		assertThat(this.client.open("/")).doesNotContain("Extensions");
		assertThat(this.client.exchange(ClientFrames.text("Hello"))).containsExactly("TEXT Hello");
		assertThat(this.client.exchange(ClientFrames.frame(DEFLATED_TEXT, hex("f248cdc9c90700")))).singleElement()
			.asString()
			.startsWith("CLOSE 1002");
	}

	@Test
	void nothingIsCompressedUnlessItIsOn() {
		this.client.close();
		this.client = open(null, 100);

		assertThat(this.client.open("/", OFFER)).doesNotContain("Extensions");
	}

	@Test
	void theAnswerSaysWhatWasAgreed() {
		assertThat(this.client.open("/", OFFER)).contains("\r\nSec-WebSocket-Extensions: permessage-deflate; "
				+ "server_no_context_takeover; client_no_context_takeover\r\n");
	}

	@ParameterizedTest
	@CsvSource({ "f2 48 cd c9 c9 07 00, one block", "00 05 00 fa ff 48 65 6c 6c 6f 00, no compression",
			"f3 48 cd c9 c9 07 00 00, a final block", "f2 48 05 00 00 00 ff ff ca c9 c9 07 00, two blocks",
			"f3 48 cd c9 c9 07 00, a final block and nothing behind it" })
	void readsBlocksOfEveryKind(String payload, String kind) {
		this.client.opened("/", OFFER);

		assertThat(this.client.exchange(ClientFrames.frame(DEFLATED_TEXT, hex(payload)))).as(kind)
			.singleElement()
			.asString()
			.satisfies((frame) -> assertThat(text(frame)).isEqualTo("Hello"));
		assertThat(this.client.stats().held()).isZero();
	}

	@Test
	void readsFragmentsWithAPingInTheirMidst() {
		this.client.opened("/", OFFER);

		assertThat(this.client.exchange(ClientFrames.frame(RSV1 | Opcode.TEXT, hex("f248cd")), ClientFrames.ping("x")))
			.containsExactly("PONG x");
		assertThat(this.client.stats().contexts()).isEqualTo(1);
		assertThat(this.client.stats().held()).isPositive();
		assertThat(this.client.exchange(ClientFrames.frame(FIN, hex("c9c90700")))).singleElement()
			.asString()
			.satisfies((frame) -> assertThat(text(frame)).isEqualTo("Hello"));
		assertThat(this.client.stats().contexts()).isZero();
	}

	@Test
	void readsByteByByte() {
		this.client.opened("/", OFFER);
		this.client.connection().transport().readAtMost(1);

		assertThat(this.client.exchange(ClientFrames.frame(DEFLATED_TEXT, hex("f248cdc9c90700")))).singleElement()
			.asString()
			.satisfies((frame) -> assertThat(text(frame)).isEqualTo("Hello"));
	}

	@Test
	void onlyTheFirstFrameSaysSo() {
		this.client.opened("/", OFFER);

		assertThat(this.client.exchange(ClientFrames.frame(RSV1 | Opcode.TEXT, hex("f248cd")),
				ClientFrames.frame(FIN | RSV1, hex("c9c90700"))))
			.singleElement()
			.asString()
			.startsWith("CLOSE 1002");
	}

	@Test
	void aContextIsKeptInBothDirections() {
		reopen(WebSocketCompression.DEFAULTS.withMinSize(1).withContextTakeover(true));
		assertThat(this.client.open("/", OFFER)).contains("\r\nSec-WebSocket-Extensions: permessage-deflate\r\n");

		List<String> both = this.client.exchange(ClientFrames.frame(DEFLATED_TEXT, hex("f248cdc9c90700")),
				ClientFrames.frame(DEFLATED_TEXT, hex("f200110000")));

		assertThat(both).containsExactly("DEFLATED TEXT f248cdc9c90700", "DEFLATED TEXT f200110000");
		assertThat(this.client.stats().contexts()).isEqualTo(2);
		assertThat(this.client.stats().held()).isEqualTo(MessageInflater.HELD + MessageDeflater.HELD);
	}

	@Test
	void aContextSurvivesAFinalBlock() {
		reopen(WebSocketCompression.DEFAULTS.withMinSize(1).withContextTakeover(true));
		this.client.opened("/", OFFER);

		List<String> both = this.client.exchange(ClientFrames.frame(DEFLATED_TEXT, hex("f348cdc9c9070000")),
				ClientFrames.frame(DEFLATED_TEXT, hex("f200110000")));

		assertThat(both).containsExactly("DEFLATED TEXT f248cdc9c90700", "DEFLATED TEXT f200110000");
	}

	@Test
	void withoutAContextNothingEarlierIsReferredTo() {
		this.client.opened("/", OFFER);
		String message = "abc".repeat(100);
		List<String> both = this.client.exchange(ClientFrames.text(message), ClientFrames.text(message));

		assertThat(both.get(0)).startsWith("DEFLATED").isEqualTo(both.get(1));
		assertThat(text(both.get(0))).isEqualTo(message);
	}

	@Test
	void whatGainsNothingIsSentAsItIs() {
		this.client.opened("/", OFFER);

		assertThat(this.client.exchange(ClientFrames.text("Hell"))).containsExactly("TEXT Hell");
		assertThat(this.client.exchange(ClientFrames.text("a!x9Q%"))).containsExactly("TEXT a!x9Q%");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000, 16_382, 16_384, 65_536, 99_000 })
	void largeMessagesComeAndGo(int size) {
		this.client.opened("/", OFFER);
		Random random = new Random(size);
		byte[] letters = new byte[size];
		for (int i = 0; i < size; i++) {
			letters[i] = (byte) ('a' + random.nextInt(26));
		}
		List<String> echo = this.client.exchange(ClientFrames.frame(DEFLATED_TEXT, deflate(letters)));

		assertThat(echo).singleElement()
			.asString()
			.satisfies(
					(frame) -> assertThat(text(frame).equals(new String(letters, StandardCharsets.US_ASCII))).isTrue());
		assertThat(this.client.stats().held()).isZero();
	}

	@Test
	void aBombCostsTheLimitAtMost() {
		this.client.opened("/", OFFER);
		byte[] bomb = deflate(new byte[10 << 20]);
		assertThat(bomb.length).isLessThan(100_000);
		this.client.send(ClientFrames.frame(RSV1 | Opcode.BINARY, Arrays.copyOf(bomb, 60)));
		assertThat(this.client.stats().held()).isLessThan(100_000 + MessageInflater.HELD);

		assertThat(this.client.exchange(ClientFrames.frame(FIN, Arrays.copyOfRange(bomb, 60, bomb.length))))
			.containsExactly("CLOSE 1009 message too big");
		assertThat(this.client.stats().held()).isZero();
	}

	@Test
	void aMessageOfTheMostBytesAfterInflatingIsTaken() {
		this.client.opened("/", OFFER);

		this.client
			.send(ClientFrames.frame(DEFLATED_TEXT, deflate("x".repeat(100_000).getBytes(StandardCharsets.UTF_8))));
		assertThat(this.client.received()).hasSize(1);
		assertThat(this.client
			.exchange(ClientFrames.frame(DEFLATED_TEXT, deflate("x".repeat(100_001).getBytes(StandardCharsets.UTF_8)))))
			.containsExactly("CLOSE 1009 message too big");
	}

	@Test
	void aMessageMayBeALittleLongerCompressedThanItIs() {
		this.client.opened("/", OFFER);
		byte[] message = new byte[100_000];
		new Random(7).nextBytes(message);
		byte[] deflated = deflate(message);
		assertThat(deflated.length).isGreaterThan(100_000);

		assertThat(this.client.exchange(ClientFrames.frame(FIN | RSV1 | Opcode.BINARY, deflated))).hasSize(1);
		assertThat(this.client.exchange(ClientFrames.head(FIN | RSV1 | Opcode.BINARY, 101_000)))
			.containsExactly("CLOSE 1009 message too big");
	}

	@Test
	void othersHaveTheirTurnBetweenMessagesThatBecomeLarge() {
		this.client.opened("/", OFFER);
		byte[] large = ClientFrames.frame(FIN | RSV1 | Opcode.BINARY, deflate(new byte[100_000]));
		byte[] three = ClientFrames.join(large, large, large);
		this.client.connection().transport().feed(three);
		int most = 0;
		long before = 0;
		for (int turns = 0; turns < 20; turns++) {
			this.client.connection().loop().ioLoop().runOnce();
			most = (int) Math.max(most, this.client.stats().received() - before);
			before = this.client.stats().received();
		}

		assertThat(most).isEqualTo(1);
		assertThat(this.client.received()).hasSize(3);
	}

	@Test
	void endsInARowHaveABound() {
		this.client.opened("/", OFFER);
		byte[] ends = new byte[20_000];
		for (int i = 0; i < ends.length; i += 2) {
			ends[i] = 3; // an empty final block
		}

		assertThat(this.client.exchange(ClientFrames.frame(FIN | RSV1 | Opcode.BINARY, ends))).singleElement()
			.asString()
			.startsWith("CLOSE 1007");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ffffff", "f248cdffffffff", "07" })
	void whatCannotBeInflatedEndsIt(String payload) {
		this.client.opened("/", OFFER);

		assertThat(this.client.exchange(ClientFrames.frame(DEFLATED_TEXT, hex(payload)))).singleElement()
			.asString()
			.startsWith("CLOSE 1007");
	}

	@Test
	void textIsLookedAtAsItIsInflated() {
		this.client.opened("/", OFFER);
		byte[] wrong = { 'a', (byte) 0xff };

		assertThat(this.client.exchange(ClientFrames.frame(RSV1 | Opcode.TEXT, deflate(wrong)))).singleElement()
			.asString()
			.startsWith("CLOSE 1007");
	}

	private static byte[] deflate(byte[] message) {
		Deflater deflater = new Deflater(6, true);
		deflater.setInput(message);
		byte[] room = new byte[2 * message.length + 100];
		int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
		deflater.end();
		return Arrays.copyOf(room, length - 4);
	}

	/** Of a frame in words, compressed or not. */
	private static String text(String frame) {
		if (!frame.startsWith("DEFLATED TEXT ")) {
			return frame.substring("TEXT ".length());
		}
		Inflater inflater = new Inflater(true);
		inflater.setInput(hex(frame.substring("DEFLATED TEXT ".length()) + "0000ffff"));
		try {
			byte[] room = new byte[1 << 20];
			return new String(room, 0, inflater.inflate(room), StandardCharsets.UTF_8);
		}
		catch (DataFormatException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			inflater.end();
		}
	}

	@Test
	void messagesThatEndWithAFinalBlockReferToAllBefore() {
		reopen(WebSocketCompression.DEFAULTS.withMinSize(100_000).withContextTakeover(true));
		this.client.opened("/", OFFER);
		Random random = new Random(7);
		byte[] window = {};
		List<String> sent = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			String message = (i % 3 == 2) ? sent.get(i - 2) : ("m" + random.nextLong()).repeat(1 + random.nextInt(500));
			sent.add(message);
			byte[] octets = message.getBytes(StandardCharsets.US_ASCII);
			byte[] payload = toTheEnd(octets, window);
			window = ClientFrames.join(window, octets);
			window = Arrays.copyOfRange(window, Math.max(0, window.length - 32 * 1024), window.length);
			assertThat(this.client.exchange(ClientFrames.frame(DEFLATED_TEXT, payload))).as("message %s", i)
				.containsExactly("TEXT " + message);
		}
	}

	private static byte[] toTheEnd(byte[] message, byte[] window) {
		Deflater deflater = new Deflater(6, true);
		try {
			if (window.length > 0) {
				deflater.setDictionary(window);
			}
			deflater.setInput(message);
			deflater.finish();
			byte[] room = new byte[message.length + 100];
			return Arrays.copyOf(room, deflater.deflate(room));
		}
		finally {
			deflater.end();
		}
	}

}
