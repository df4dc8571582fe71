package io.jtornado.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A chunked body goes in; out come its data and what is left behind it, or the refusal,
 * or {@code MORE}.
 */
class ChunkDecoderTests {

	private static final long MAX_DATA = 100_000;

	static Stream<Arguments> bodies() {
		return Stream.of(arguments("0\r\n\r\n", "[] "), arguments("5\r\nhello\r\n0\r\n\r\nGET", "[hello] GET"),
				arguments("a\r\n0123456789\r\n1\r\n!\r\n000\r\n\r\n", "[0123456789!] "),
				arguments("A\r\n0123456789\r\n0\r\n\r\n\r\n", "[0123456789] \r\n"),
				arguments("0".repeat(31) + "2\r\nab\r\n" + "0".repeat(32) + "\r\n\r\n", "[ab] "),
				arguments("2\r\n\r\n\r\n0\r\n\r\n", "[\r\n] "), arguments("1;a=b;c\r\nx\r\n0;d\r\n\r\n", "[x] "),
				arguments("1 ;a\r\nx\r\n0\t ;\t a =\t\"b;\\\"\\\\\" ; c = d ;e\r\n\r\n", "[x] "),
				arguments("1;a=\"\"\r\nx\r\n0;a=\"\u00ff\t;=,\"\r\n\r\n", "[x] "),
				arguments("1;a=\"b\u00ff\"\r\nx\r\n0\r\n\r\n", "[x] "),
				arguments("1\r\nx\r\n0\r\na: b\r\nContent-Length: 5\r\n\r\nrest", "[x] rest"),
				arguments("1;" + "x".repeat(16_383) + "\r\nx\r\n0\r\n\r\n", "[x] "), arguments("", "MORE"),
				arguments("5\r\nhell", "MORE"), arguments("0\r\n", "MORE"), arguments("0\r\n\r", "MORE"));
	}

	static Stream<Arguments> malformedChunks() {
		return Stream
			.of("\r\n", "x\r\n", "-1\r\n", "+1\r\n", " 1\r\n", "1 \r\n", "1\t\r\n", "0x1\r\n", "1_0\r\n", "1,0\r\n",
					"1\n", "1\rx", "1 ;\r\n", "1;\r\n", "1; \r\n", "1;;a\r\n", "1;a \r\n", "1;a=\r\n", "1;a= \r\n",
					"1;=b\r\n", "1;a=b=c\r\n", "1;a b\r\n", "1;a=b c\r\n", "1;a=b \r\n", "1;a=\"b\r\n", "1;a=\"b\\\r\n",
					"1;a=\"b\"c\r\n", "1;a=\"b\" \r\n", "1;a=b\"\r\n", "1;\"a\"\r\n", "1;a='b c'\r\n", "1;\u00e4\r\n",
					"1;a=\u00e4\r\n", "\u00b9\r\n", ";a\r\n", "0".repeat(33) + "\r\n", "1000000000000000\r\n",
					"00fffffffffffffffff\r\n", "fffffffffffffffff\r\n", "1000000000000000\r\n", "1;a\n", "1;a\rb\r\n",
					"1;a\u0000\r\n", "1;a\u007f\r\n", "1\r\nxy", "1\r\nx\n0\r\n", "1\r\nx\r0\r\n", "1\r\nx0\r\n",
					"0\n\n", "1;" + "x".repeat(16_384), "1;x\r\na\r\n".repeat(8193), "0\r\na: " + "x".repeat(8192))
			.map((text) -> arguments(text, "CHUNK"));
	}

	static Stream<Arguments> largeChunks() {
		return Stream
			.of("186a1\r\n", "186a1;", "7fffffff\r\n", "ffffffffffffffff".substring(1) + "\r\n", "1\r\nx\r\n186a0\r\n",
					"00000186a1\r\n")
			.map((text) -> arguments(text, "BODY_TOO_LARGE"));
	}

	static Stream<Arguments> malformedTrailers() {
		return Stream.concat(
				Stream
					.of("0\r\n\n", "0\r\nx\r\n", "0\r\n a: b\r\n\r\n", "0\r\na : b\r\n\r\n", "0\r\na: b\r\n c\r\n\r\n",
							"0\r\na: \u0000\r\n\r\n", "0\r\n:\r\n\r\n", "0\r\na: b\n\r\n", "0\r\n\r\r\n")
					.map((text) -> arguments(text, "FIELD")),
				Stream.of(arguments("0\r\n" + "a: b\r\n".repeat(33), "TOO_MANY_FIELDS")));
	}

	@ParameterizedTest
	@MethodSource({ "bodies", "malformedChunks", "largeChunks", "malformedTrailers" })
	void readsBodyInOnePiece(String text, String outcome) {
		assertThat(outcome(text, text.length())).isEqualTo(outcome);
	}

	@ParameterizedTest
	@MethodSource({ "bodies", "malformedChunks", "largeChunks", "malformedTrailers" })
	void readsBodyByteByByte(String text, String outcome) {
		assertThat(outcome(text, IntStream.rangeClosed(0, text.length()).toArray())).isEqualTo(outcome);
	}

	@ParameterizedTest
	@MethodSource({ "bodies", "malformedChunks", "largeChunks", "malformedTrailers" })
	void readsBodyCutAnywhere(String text, String outcome) {
		for (int cut = 0; cut <= Math.min(text.length(), 200); cut++) {
			assertThat(outcome(text, cut, text.length())).as("cut at %d", cut).isEqualTo(outcome);
		}
	}

	@Test
	void passesDataOnAsItComes() {
		ByteArrayOutputStream data = new ByteArrayOutputStream();
		byte[] octets = bytes("10\r\nhello");

		new ChunkDecoder(MAX_DATA).decode(octets, 0, octets.length,
				(bytes, from, to) -> data.write(bytes, from, to - from));

		assertThat(data).hasToString("hello");
	}

	/** Hands in the text in pieces that end at these positions. */
	private static String outcome(String text, int... ends) {
		ByteArrayOutputStream data = new ByteArrayOutputStream();
		ChunkDecoder decoder = new ChunkDecoder(MAX_DATA);
		int from = 0;
		try {
			for (int end : ends) {
				byte[] piece = bytes(text.substring(from, end));
				int read = decoder.decode(piece, 0, piece.length,
						(octets, start, stop) -> data.write(octets, start, stop - start));
				if (decoder.done()) {
					return "[" + data.toString(StandardCharsets.ISO_8859_1) + "] " + text.substring(from + read);
				}
				from = end;
			}
			return "MORE";
		}
		catch (HTTPInputException ex) {
			return ex.refusal().name();
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
