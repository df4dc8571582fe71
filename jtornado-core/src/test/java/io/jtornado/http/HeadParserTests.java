package io.jtornado.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A head goes in, a line that describes it comes out: method, target, minor version and
 * fields, or the refusal, or {@code MORE}.
 */
class HeadParserTests {

	private static final int MAX_SIZE = 300;

	private static final int MAX_FIELDS = 4;

	static Stream<Arguments> heads() {
		return Stream.of(arguments("GET / HTTP/1.1\r\n\r\n", "GET / 1"),
				arguments("GET / HTTP/1.0\r\nHost: a\r\n\r\n", "GET / 0 [Host=a]"),
				arguments("GET / HTTP/1.9\r\n\r\n", "GET / 9"), arguments("\r\n\r\nGET / HTTP/1.1\r\n\r\n", "GET / 1"),
				arguments("get /a?b=c&%zz HTTP/1.1\r\n\r\n", "get /a?b=c&%zz 1"),
				arguments("!#$%&'*+-.^_`|~09azAZ / HTTP/1.1\r\n\r\n", "!#$%&'*+-.^_`|~09azAZ / 1"),
				arguments("GET http://a/b HTTP/1.1\r\n\r\n", "GET http://a/b 1"),
				arguments("OPTIONS * HTTP/1.1\r\n\r\n", "OPTIONS * 1"),
				arguments("GET / HTTP/1.1\r\na:\r\nb: \t \r\nc:x\r\n\r\n", "GET / 1 [a=] [b=] [c=x]"),
				arguments("GET / HTTP/1.1\r\na:\t x y\tz \t\r\n\r\n", "GET / 1 [a=x y\tz]"),
				arguments("GET / HTTP/1.1\r\na: :,;\"(\u0080\u00ff\r\n\r\n", "GET / 1 [a=:,;\"(\u0080\u00ff]"),
				arguments("GET / HTTP/1.1\r\na: 1\r\nA: 2\r\n\r\n", "GET / 1 [a=1] [A=2]"),
				arguments("GET / HTTP/1.1\r\n\r\nGET", "GET / 1"), arguments("", "MORE"), arguments("\r", "MORE"),
				arguments("GET / HTTP/1.1\r\na: b\r\n\r", "MORE"), arguments("GET / HTTP/1.1\r\na: b\r\n", "MORE"));
	}

	static Stream<Arguments> malformedHeads() {
		return Stream.of(arguments(" GET / HTTP/1.1\r\n\r\n", "REQUEST_LINE"),
				arguments("\nGET / HTTP/1.1\r\n\r\n", "REQUEST_LINE"),
				arguments("\rGET / HTTP/1.1\r\n\r\n", "REQUEST_LINE"), arguments("\u0016\u0003\u0001", "REQUEST_LINE"),
				arguments("GET\r\n\r\n", "REQUEST_LINE"), arguments("GET /\r\n\r\n", "REQUEST_LINE"),
				arguments("GET  / HTTP/1.1\r\n\r\n", "REQUEST_LINE"),
				arguments("GET\t/ HTTP/1.1\r\n\r\n", "REQUEST_LINE"),
				arguments("GET /\tHTTP/1.1\r\n\r\n", "REQUEST_LINE"),
				arguments("GET /#fragment HTTP/1.1\r\n\r\n", "REQUEST_LINE"),
				arguments("GET /a b HTTP/1.1\r\n\r\n", "VERSION"), arguments("GET /  HTTP/1.1\r\n\r\n", "VERSION"),
				arguments("GET / HTTP/1.1 \r\n\r\n", "VERSION"), arguments("GET / HTTP/1.1\n\n", "VERSION"),
				arguments("GET / HTTP/1.1\r\r\n\r\n", "REQUEST_LINE"), arguments("GET / http/1.1\r\n\r\n", "VERSION"),
				arguments("GET / HTTP/1.11\r\n\r\n", "VERSION"), arguments("GET / HTTP/11\r\n\r\n", "VERSION"),
				arguments("GET / HTTP/1,1\r\n\r\n", "VERSION"), arguments("GET / HTTP/+1.1\r\n\r\n", "VERSION"),
				arguments("GET / HTTP/1.\r\n\r\n", "VERSION"), arguments("GET / HTTP/01.1\r\n\r\n", "VERSION"),
				arguments("GET / HTP/1.1\r\n\r\n", "VERSION"),
				arguments("GET / HTTP/0.9\r\n\r\n", "VERSION_UNSUPPORTED"),
				arguments("GET / HTTP/2.0\r\n\r\n", "VERSION_UNSUPPORTED"),
				arguments("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "VERSION_UNSUPPORTED"),
				arguments("M".repeat(65) + " / HTTP/1.1\r\n\r\n", "METHOD_UNSUPPORTED"),
				arguments("GET / HTTP/1.1\r\n: b\r\n\r\n", "FIELD"), arguments("GET / HTTP/1.1\r\na\r\n\r\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\na : b\r\n\r\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\na\t: b\r\n\r\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\n a: b\r\n\r\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\na: b\r\n c\r\n\r\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\na: b\r\n\tc\r\n\r\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\na: b\r\n \r\n\r\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\na: b\rc: d\r\n\r\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\na: b\nc: d\r\n\r\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\na: b\r\r\n\r\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\na: b\u0000\r\n\r\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\na: b\r\n\n", "FIELD"), arguments("GET / HTTP/1.1\r\n\n", "FIELD"),
				arguments("GET / HTTP/1.1\r\n\r\r\n", "FIELD"));
	}

	static Stream<Arguments> headsOutOfBounds() {
		return Stream.of(
				arguments("GET / HTTP/1.1\r\na: 1\r\na: 1\r\na: 1\r\na: 1\r\n\r\n", "GET / 1 [a=1] [a=1] [a=1] [a=1]"),
				arguments("GET / HTTP/1.1\r\na: 1\r\na: 1\r\na: 1\r\na: 1\r\na: 1\r\n\r\n", "TOO_MANY_FIELDS"),
				arguments(fill("GET /", " HTTP/1.1\r\n\r\n", MAX_SIZE), "GET /" + "x".repeat(282) + " 1"),
				arguments(fill("GET /", " HTTP/1.1\r\n\r\n", MAX_SIZE + 1), "HEAD_TOO_LARGE"),
				arguments(fill("GET /", "", MAX_SIZE), "TARGET_TOO_LONG"),
				arguments(fill("GET / HTTP/1.1\r\na:", "\r\n\r\n", MAX_SIZE), "GET / 1 [a=" + "x".repeat(278) + "]"),
				arguments(fill("GET / HTTP/1.1\r\na:", "\r\n\r\n", MAX_SIZE + 1), "HEAD_TOO_LARGE"),
				arguments(fill("GET / HTTP/1.1\r\n", "", MAX_SIZE), "HEAD_TOO_LARGE"),
				arguments(fill("GET / HTTP/1.1\r\na:", "", MAX_SIZE) + "\u0000", "HEAD_TOO_LARGE"),
				arguments(fill("GET / HTTP/1.1\r\na:", "", MAX_SIZE - 1) + "\u0000", "FIELD"),
				arguments("\r\n".repeat(16) + "GET / HTTP/1.1\r\n\r\n", "GET / 1"),
				arguments("\r\n".repeat(17) + "GET / HTTP/1.1\r\n\r\n", "REQUEST_LINE"));
	}

	private static String fill(String start, String end, int length) {
		return start + "x".repeat(length - start.length() - end.length()) + end;
	}

	@ParameterizedTest
	@MethodSource({ "heads", "malformedHeads", "headsOutOfBounds" })
	void readsHeadInOnePiece(String text, String outcome) {
		assertThat(outcome(text, text.length())).isEqualTo(outcome);
	}

	@ParameterizedTest
	@MethodSource({ "heads", "malformedHeads", "headsOutOfBounds" })
	void readsHeadByteByByte(String text, String outcome) {
		assertThat(outcome(text, IntStream.rangeClosed(0, text.length()).toArray())).isEqualTo(outcome);
	}

	@ParameterizedTest
	@MethodSource({ "heads", "malformedHeads", "headsOutOfBounds" })
	void readsHeadCutAnywhere(String text, String outcome) {
		for (int cut = 0; cut <= text.length(); cut++) {
			assertThat(outcome(text, cut, text.length())).as("cut at %d", cut).isEqualTo(outcome);
		}
	}

	@Test
	void allowsExactlyTheOctetsOfTheGrammar() {
		for (int octet = 0; octet < 256; octet++) {
			String c = String.valueOf((char) octet);
			boolean tchar = octet < 0x80 && (Character.isLetterOrDigit(octet) || "!#$%&'*+-.^_`|~".contains(c));
			boolean visible = octet > 0x20 && octet < 0x7F;

			assertThat(accepts("G" + c + "T / HTTP/1.1\r\n\r\n")).as("%x in a method", octet).isEqualTo(tchar);
			assertThat(accepts("GET /" + c + "x HTTP/1.1\r\n\r\n")).as("%x in a target", octet)
				.isEqualTo(visible && octet != '#');
			assertThat(accepts("GET / HTTP/1.1\r\na" + c + "b: x\r\n\r\n")).as("%x in a name", octet)
				.isEqualTo(tchar || octet == ':');
			assertThat(accepts("GET / HTTP/1.1\r\na: x" + c + "y\r\n\r\n")).as("%x in a value", octet)
				.isEqualTo(visible || octet == ' ' || octet == '\t' || octet >= 0x80);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "GET / HTTP/1.1\r\na: b\r\n\r\n", "GET / HTTP/1.1\r\na b\r\n\r\n", "GET / HTTP/1.1\r\na:" })
	void readsAnotherHeadAfterReset(String text) {
		HeadParser parser = new HeadParser(MAX_SIZE, MAX_FIELDS);
		outcome(parser, text, text.length());

		parser.reset();

		String next = "\r\nPUT /x HTTP/1.0\r\nc: d\r\n\r\n";
		assertThat(outcome(parser, next, 3, next.length())).isEqualTo("PUT /x 0 [c=d]");
	}

	@Test
	void hasBegunWithTheFirstOctetBehindEmptyLines() {
		HeadParser parser = new HeadParser(MAX_SIZE, MAX_FIELDS);
		byte[] octets = bytes("\r\n\r\nG");

		parser.parse(octets, 0, 4);
		assertThat(parser.begun()).isFalse();

		parser.parse(octets, 0, 5);
		assertThat(parser.begun()).isTrue();
	}

	@Test
	void saysWhereTheHeadEnds() {
		byte[] octets = bytes("??\r\nGET / HTTP/1.1\r\n\r\nbody");

		int end = new HeadParser(MAX_SIZE, MAX_FIELDS).parse(octets, 2, octets.length);

		assertThat(end).isEqualTo(octets.length - "body".length());
	}

	private static boolean accepts(String text) {
		return outcome(text, text.length()).startsWith(text.substring(0, 1))
				&& !isRefusal(outcome(text, text.length()));
	}

	private static boolean isRefusal(String outcome) {
		return Arrays.stream(Refusal.values()).anyMatch((refusal) -> refusal.name().equals(outcome));
	}

	/** Hands in the text up to each of these ends, at another place every time. */
	private static String outcome(String text, int... ends) {
		return outcome(new HeadParser(MAX_SIZE, MAX_FIELDS), text, ends);
	}

	private static String outcome(HeadParser parser, String text, int... ends) {
		try {
			for (int end : ends) {
				int base = end % 7;
				byte[] octets = new byte[base + text.length()];
				Arrays.fill(octets, (byte) '!');
				System.arraycopy(bytes(text), 0, octets, base, end);
				if (parser.parse(octets, base, base + end) >= 0) {
					return describe(parser.take(octets, base));
				}
			}
			return "MORE";
		}
		catch (HTTPInputException ex) {
			return ex.refusal().name();
		}
	}

	private static String describe(RequestHead head) {
		StringBuilder text = new StringBuilder(head.method() + " " + head.target() + " " + head.minorVersion());
		for (int line = 0; line < head.size(); line++) {
			text.append(" [").append(head.name(line)).append('=').append(head.value(line)).append(']');
		}
		return text.toString();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
