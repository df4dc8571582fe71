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

import io.jtornado.web.Application;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jtornado.web.URLSpec.url;
import static io.jtornado.websocket.ClientFrames.FIN;
import static io.jtornado.websocket.ClientFrames.RSV1;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many messages that resemble each other, compressed with and without a context, in
 * fragments and with pings in their midst, cut anywhere.
 */
class CompressedConversationTests {

	private final Deflater deflater = new Deflater(6, true);

	private final Inflater inflater = new Inflater(true);

	@ParameterizedTest
	@CsvSource({ "permessage-deflate, true, 1", "permessage-deflate; server_no_context_takeover, true, 2",
			"permessage-deflate; client_no_context_takeover, true, 3", "permessage-deflate, false, 4" })
	void comeBackAsTheyWereSent(String offer, boolean takeover, long seed) {
		Random random = new Random(seed);
		WebSocketConversation client = WebSocketConversation.with(Application.builder()
			.add(url("/", EchoHandler.class, () -> new EchoHandler(new ArrayList<>())))
			.setting(WebSocketOptions.class,
					WebSocketOptions.DEFAULTS
						.withCompression(WebSocketCompression.DEFAULTS.withMinSize(20).withContextTakeover(takeover)))
			.accessLog(false)
			.build());
		try (client) {
			String head = client.open("/", "Sec-WebSocket-Extensions: " + offer);
			boolean clientContext = !head.contains("client_no_context_takeover");
			boolean serverContext = !head.contains("server_no_context_takeover");
			assertThat(serverContext || clientContext).isEqualTo(takeover);
			for (int i = 0; i < 300; i++) {
				String message = message(random);
				List<String> answers = new ArrayList<>();
				for (byte[] piece : pieces(frames(message, clientContext, random), random)) {
					client.exchange(piece).stream().filter((frame) -> !frame.equals("PONG x")).forEach(answers::add);
				}
				assertThat(answers).as("message %s", i).hasSize(1);
				assertThat(text(answers.get(0), serverContext)).as("message %s", i).isEqualTo(message);
			}
		}
		finally {
			this.deflater.end();
			this.inflater.end();
		}
	}

	private static String message(Random random) {
		StringBuilder text = new StringBuilder();
		int words = random.nextInt((random.nextInt(20) == 0) ? 20_000 : 50);
		for (int i = 0; i < words; i++) {
			text.append("ärger wörter über ".substring(random.nextInt(10), 10 + random.nextInt(8)))
				.append(random.nextInt(9));
		}
		return text.toString();
	}

	private byte[] frames(String message, boolean context, Random random) {
		byte[] payload = message.getBytes(StandardCharsets.UTF_8);
		boolean compressed = random.nextInt(5) > 0 && payload.length > 0;
		if (compressed) {
			payload = deflate(payload);
			if (!context) {
				this.deflater.reset();
			}
		}
		List<byte[]> frames = new ArrayList<>();
		int first = Opcode.TEXT | (compressed ? RSV1 : 0);
		int from = 0;
		for (int left = random.nextInt(4); left > 0; left--) {
			int to = from + random.nextInt(payload.length - from + 1);
			frames.add(ClientFrames.frame(first, Arrays.copyOfRange(payload, from, to)));
			frames.add(ClientFrames.ping("x"));
			first = Opcode.CONTINUATION;
			from = to;
		}
		frames.add(ClientFrames.frame(FIN | first, Arrays.copyOfRange(payload, from, payload.length)));
		return ClientFrames.join(frames.toArray(byte[][]::new));
	}

	private static List<byte[]> pieces(byte[] octets, Random random) {
		List<byte[]> pieces = new ArrayList<>();
		for (int from = 0; from < octets.length;) {
			int to = Math.min(octets.length, from + 1 + random.nextInt(5000));
			pieces.add(Arrays.copyOfRange(octets, from, to));
			from = to;
		}
		return pieces;
	}

	private byte[] deflate(byte[] message) {
		this.deflater.setInput(message);
		byte[] room = new byte[2 * message.length + 100];
		int length = this.deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
		return Arrays.copyOf(room, length - 4);
	}

	private String text(String frame, boolean context) {
		if (!frame.startsWith("DEFLATED TEXT ")) {
			return frame.substring("TEXT ".length());
		}
		try {
			this.inflater.setInput(HexFormat.of().parseHex(frame.substring("DEFLATED TEXT ".length()) + "0000ffff"));
			byte[] room = new byte[1 << 20];
			String text = new String(room, 0, this.inflater.inflate(room), StandardCharsets.UTF_8);
			if (!context) {
				this.inflater.reset();
			}
			return text;
		}
		catch (DataFormatException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
