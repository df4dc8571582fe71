package io.jtornado.websocket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.jtornado.websocket.ClientFrames.FIN;
import static io.jtornado.websocket.ClientFrames.RSV1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FrameDecoderTests {

	/** What the decoder tells, in words; pieces of a message are joined. */
	private static final class Recorder implements FrameHandler {

		private final List<String> events = new ArrayList<>();

		private final StringBuilder payload = new StringBuilder();

		private boolean full;

		@Override
		public boolean takesFrames() {
			return !this.full;
		}

		@Override
		public void handleControl(int opcode, byte[] octets, int from, int to) {
			this.events.add("control " + opcode + " " + text(octets, from, to));
		}

		@Override
		public void beginMessage(boolean text, boolean compressed) {
			this.events.add("begin " + (text ? "text" : "binary") + (compressed ? " compressed" : ""));
		}

		@Override
		public void beginFrame(long length, boolean last) {
			this.events.add("frame " + length + (last ? " last" : ""));
		}

		@Override
		public void handlePayload(byte[] octets, int from, int to) {
			assertThat(to).isGreaterThan(from);
			this.payload.append(text(octets, from, to));
		}

		@Override
		public void endMessage() {
			this.events.add("end " + this.payload);
			this.payload.setLength(0);
		}

		private static String text(byte[] octets, int from, int to) {
			return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
		}

	}

	private final Recorder recorder = new Recorder();

	static Stream<byte[]> sequences() {
		return Stream.of(bytes("818537fa213d7f9f4d5158"), // the RFC's, masked
				ClientFrames.join(ClientFrames.frame(Opcode.TEXT, "Hel"), ClientFrames.ping("Hello"),
						ClientFrames.frame(0, ""), ClientFrames.frame(FIN, "lo"), ClientFrames.pong("")),
				ClientFrames.join(ClientFrames.frame(FIN | Opcode.BINARY, new byte[126]),
						ClientFrames.frame(FIN | RSV1 | Opcode.TEXT, new byte[300]), ClientFrames.text("")),
				ClientFrames.join(ClientFrames.frame(FIN | Opcode.BINARY, new byte[0x10000]),
						ClientFrames.close(1000, "bye")));
	}

	@ParameterizedTest
	@MethodSource("sequences")
	void readsTheSameAtEverySplit(byte[] octets) {
		Recorder whole = new Recorder();
		int used = new FrameDecoder(whole, true).decode(octets.clone(), 0, octets.length);
		assertThat(used).isEqualTo(octets.length);
		assertThat(whole.events).isNotEmpty();

		int step = (octets.length > 1000) ? 997 : 1;
		for (int split = 1; split < octets.length; split += step) {
			Recorder cut = new Recorder();
			decode(new FrameDecoder(cut, true), octets, split);
			assertThat(cut.events).as("cut at %s", split).isEqualTo(whole.events);
		}
	}

	/** In pieces of a size, each behind what was left of those before. */
	private static void decode(FrameDecoder decoder, byte[] octets, int size) {
		byte[] left = {};
		for (int from = 0; from < octets.length; from += size) {
			byte[] input = ClientFrames.join(left,
					Arrays.copyOfRange(octets, from, Math.min(from + size, octets.length)));
			int used = decoder.decode(input, 0, input.length);
			left = Arrays.copyOfRange(input, used, input.length);
		}
		assertThat(left).isEmpty();
	}

	@Test
	void tellsOfFragmentsWithAPingInTheirMidst() {
		byte[] octets = ClientFrames.join(ClientFrames.frame(Opcode.TEXT, "Hel"), ClientFrames.ping("Hello"),
				ClientFrames.frame(FIN, "lo"));
		new FrameDecoder(this.recorder, false).decode(octets, 0, octets.length);

		assertThat(this.recorder.events).containsExactly("begin text", "frame 3", "control 9 Hello", "frame 2 last",
				"end Hello");
	}

	@Test
	void leavesWhatIsNotWantedYet() {
		byte[] octets = ClientFrames.join(ClientFrames.text("a"), ClientFrames.text("b"));
		this.recorder.full = true;
		FrameDecoder decoder = new FrameDecoder(this.recorder, false);

		assertThat(decoder.decode(octets, 0, octets.length)).isZero();

		this.recorder.full = false;
		assertThat(decoder.decode(octets, 0, octets.length)).isEqualTo(octets.length);
		assertThat(this.recorder.events).contains("end a", "end b");
	}

	@ParameterizedTest
	@CsvSource({ "8105, without a mask", "9180, reserved", "a180, reserved", "c180, reserved", "8380, unknown",
			"8b80, unknown", "0980, control", "89fe, control", "8080, continuation", "c980, reserved",
			"81fe007d, shortest", "81ff000000000000ffff, shortest", "81ff8000000000000000, shortest" })
	void refuses(String head, String reason) {
		byte[] octets = bytes(head + "00000000");

		assertThatExceptionOfType(ClientFault.class)
			.isThrownBy(() -> new FrameDecoder(this.recorder, false).decode(octets, 0, octets.length))
			.withMessageContaining(reason)
			.satisfies((failure) -> assertThat(failure.code()).isEqualTo(CloseCode.PROTOCOL_ERROR));
		assertThat(this.recorder.events).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0180, 8180, continuation", "0180, 40, reserved", "4180, c080, reserved" })
	void refusesInTheMidstOfAMessage(String first, String next, String reason) {
		byte[] octets = bytes(first + "00000000" + next + "8000000000");

		assertThatExceptionOfType(ClientFault.class)
			.isThrownBy(() -> new FrameDecoder(this.recorder, true).decode(octets, 0, octets.length))
			.withMessageContaining(reason);
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex);
	}

}
