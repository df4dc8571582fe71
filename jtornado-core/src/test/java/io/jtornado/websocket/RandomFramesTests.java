package io.jtornado.websocket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.jtornado.web.Application;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jtornado.web.URLSpec.url;
import static io.jtornado.websocket.ClientFrames.FIN;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames of all kinds in any order, cut anywhere, compared with a model that knows whole
 * frames only.
 */
class RandomFramesTests {

	private static final int MAX = 600;

	/** An echo as the RFC has it, on whole frames. */
	private static final class Model {

		private final List<String> expected = new ArrayList<>();

		private StringBuilder message;

		private boolean over;

		void take(int first, String payload) {
			int opcode = first & 0x0F;
			boolean fin = (first & FIN) != 0;
			boolean control = opcode >= 8;
			if (this.over) {
				return;
			}
			if ((first & 0x70) != 0 || (opcode > 2 && opcode < 8) || opcode > 10
					|| (control && (!fin || payload.length() > 125))
					|| (!control && (opcode == 0) != (this.message != null))) {
				end("CLOSE 1002");
				return;
			}
			switch (opcode) {
				case Opcode.PING -> this.expected.add(("PONG " + payload).strip());
				case Opcode.PONG -> {
				}
				case Opcode.CLOSE -> end((payload.length() == 1) ? "CLOSE 1002" : "CLOSE");
				default -> addToMessage(payload, fin);
			}
		}

		private void addToMessage(String payload, boolean fin) {
			this.message = (this.message != null) ? this.message : new StringBuilder();
			this.message.append(payload);
			if (this.message.length() > MAX) {
				end("CLOSE 1009");
			}
			else if (fin) {
				this.expected.add("ECHO " + this.message);
				this.message = null;
			}
		}

		private void end(String frame) {
			this.expected.add(frame);
			this.over = true;
		}

	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void areAnsweredAsByTheModel(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 100; round++) {
			Model model = new Model();
			List<byte[]> frames = new ArrayList<>();
			for (int i = 0; i < 30; i++) {
				int first = first(random, model.message != null);
				String payload = "abcdefgh".repeat(100).substring(0, size(random));
				if ((first & 0x0F) == Opcode.CLOSE && payload.length() > 1) {
					payload = "";
				}
				model.take(first, payload);
				frames.add(ClientFrames.frame(first, payload));
			}
			assertThat(converse(ClientFrames.join(frames.toArray(byte[][]::new)), random)).as("round %s", round)
				.isEqualTo(model.expected);
		}
	}

	/** Mostly what makes sense. */
	private static int first(Random random, boolean inMessage) {
		int data = inMessage ? Opcode.CONTINUATION : Opcode.TEXT + random.nextInt(2);
		return switch (random.nextInt(60)) {
			case 0 -> random.nextInt(256);
			case 1 -> FIN | Opcode.CLOSE;
			case 2, 3, 4, 5, 6 -> FIN | Opcode.PING;
			case 7, 8, 9 -> FIN | Opcode.PONG;
			default -> (random.nextBoolean() ? FIN : 0) | data;
		};
	}

	private static int size(Random random) {
		return (random.nextInt(20) == 0) ? random.nextInt(700) : random.nextInt(20);
	}

	private static List<String> converse(byte[] octets, Random random) {
		WebSocketConversation client = WebSocketConversation.with(Application.builder()
			.add(url("/", EchoHandler.class, () -> new EchoHandler(new ArrayList<>())))
			.setting(WebSocketOptions.class, WebSocketOptions.DEFAULTS.withMaxMessageSize(MAX))
			.accessLog(false)
			.build());
		try (client) {
			client.opened("/");
			List<String> answers = new ArrayList<>();
			for (int from = 0; from < octets.length;) {
				int to = Math.min(octets.length, from + 1 + random.nextInt(200));
				client.exchange(Arrays.copyOfRange(octets, from, to)).forEach((frame) -> answers.add(plain(frame)));
				from = to;
			}
			return answers;
		}
	}

	/** Text and bytes are the same here, and reasons are not looked at. */
	private static String plain(String frame) {
		if (frame.startsWith("BINARY ")) {
			byte[] bytes = HexFormat.of().parseHex(frame.substring("BINARY ".length()));
			return "ECHO " + new String(bytes, StandardCharsets.US_ASCII);
		}
		return frame.startsWith("CLOSE 1") ? frame.substring(0, "CLOSE 1000".length())
				: frame.replaceFirst("^TEXT ", "ECHO ");
	}

}
