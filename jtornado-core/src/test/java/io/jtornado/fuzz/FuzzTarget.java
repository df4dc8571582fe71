package io.jtornado.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.jtornado.conformance.StreamingCallback;
import io.jtornado.http.Arguments;
import io.jtornado.http.Boundary;
import io.jtornado.http.ContentCoding;
import io.jtornado.http.Cookies;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.HTTPInputException;
import io.jtornado.http.Inflation;
import io.jtornado.http.MalformedEncodingException;
import io.jtornado.http.MalformedMultipartException;
import io.jtornado.http.Refusal;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.http.SignedValue;
import io.jtornado.http.SignedValues;
import io.jtornado.httpserver.HTTPRequest;
import io.jtornado.httpserver.RequestCallback;
import io.jtornado.testing.TestConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is given arbitrary bytes: nothing may fail but in the way that is meant for the
 * client, and the outcome may not depend on how the bytes were cut. The first byte says
 * how long the pieces are.
 */
enum FuzzTarget implements Consumer<byte[]> {

	REQUEST((input) -> {
		assertSameInPieces(input, FuzzTarget::head);
		assertAsTheGrammarSays(input, FuzzTarget::head, FuzzTarget::headOfGrammar);
	}),

	CHUNKS((input) -> {
		assertSameInPieces(input, FuzzTarget::chunks);
		assertAsTheGrammarSays(input, FuzzTarget::chunks, FuzzTarget::chunksOfGrammar);
	}),

	COOKIE((input) -> Cookies.parse(text(input))),

	QUERY(FuzzTarget::query),

	MULTIPART((input) -> {
		assertSameInPieces(input, FuzzTarget::parts);
		assertPartsAsTheGrammarSays(input);
		boundary(input);
	}),

	SIGNED(FuzzTarget::signed),

	INFLATE((input) -> assertSameInPieces(input, FuzzTarget::inflated)),

	CONNECTION((input) -> {
		assertSameInPieces(input, FuzzTarget::answers);
		assertSameStreamed(input);
	}),

	PROXY((input) -> assertSameInPieces(input, ProxyReading::header)),

	FORWARDED(ProxyReading::origin);

	/** Takes the bytes and where each piece ends; tells what came of it. */
	private interface Reading {

		String outcome(byte[] octets, int piece);

	}

	private static final int MAX_SIZE = 2000;

	private static final int MAX_FIELDS = 20;

	private static final int MAX_PARTS = 5;

	private static final int MAX_PART_HEAD = 200;

	private static final SignedValues SIGNED_VALUES = SignedValues.of("a secret nobody knows");

	private static final Instant NOW = Instant.ofEpochSecond(1300000000);

	private static final RequestOracle ORACLE = new RequestOracle(MAX_SIZE, MAX_FIELDS);

	private final Consumer<byte[]> target;

	FuzzTarget(Consumer<byte[]> target) {
		this.target = target;
	}

	@Override
	public void accept(byte[] input) {
		this.target.accept(input);
	}

	private static void assertSameInPieces(byte[] input, Reading reading) {
		if (input.length == 0) {
			return;
		}
		byte[] octets = Arrays.copyOfRange(input, 1, input.length);
		int piece = 1 + (input[0] & 0x3f);

		assertThat(reading.outcome(octets, piece)).isEqualTo(reading.outcome(octets, Math.max(1, octets.length)));
	}

	private static void assertAsTheGrammarSays(byte[] input, Reading reading, UnaryOperator<String> oracle) {
		if (input.length < 2) {
			return;
		}
		byte[] octets = Arrays.copyOfRange(input, 1, input.length);

		assertThat(EngineReading.withoutReason(reading.outcome(octets, octets.length)))
			.isEqualTo(oracle.apply(text(octets)));
	}

	private static String head(byte[] octets, int piece) {
		return EngineReading.head(text(octets), MAX_SIZE, MAX_FIELDS, ends(octets.length, piece));
	}

	private static String chunks(byte[] octets, int piece) {
		return EngineReading.chunks(text(octets), Long.MAX_VALUE, ends(octets.length, piece));
	}

	private static String headOfGrammar(String text) {
		return ORACLE.read(text);
	}

	private static String chunksOfGrammar(String text) {
		return ChunkOracle.read(text, Long.MAX_VALUE);
	}

	private static int[] ends(int length, int piece) {
		return IntStream.rangeClosed(1, (length + piece - 1) / piece)
			.map((count) -> Math.min(length, count * piece))
			.toArray();
	}

	/**
	 * The first octet says which coding; the bound is below the one from which the ratio
	 * counts. What came out of content that is refused depends on the pieces.
	 */
	private static String inflated(byte[] octets, int piece) {
		if (octets.length == 0) {
			return "nothing";
		}
		ContentCoding coding = (octets[0] == 'g') ? ContentCoding.GZIP : ContentCoding.DEFLATE;
		ByteArrayOutputStream data = new ByteArrayOutputStream();
		try (Inflation inflation = new Inflation(coding, 20_000)) {
			for (int from = 1; from < octets.length; from += piece) {
				inflation.feed(octets, from, Math.min(octets.length, from + piece));
				for (int count = inflation.next(); count > 0; count = inflation.next()) {
					data.write(inflation.piece(), 0, count);
				}
			}
			inflation.finish();
			return data.toString(StandardCharsets.ISO_8859_1);
		}
		catch (HTTPInputException ex) {
			assertThat(ex.refusal()).isIn(Refusal.CONTENT_CODING, Refusal.BODY_TOO_LARGE);
			assertThat(data.size()).isLessThanOrEqualTo(20_000);
			return "refused";
		}
	}

	private static String parts(byte[] octets, int piece) {
		return MultipartReading.parts(text(octets), MAX_PARTS, MAX_PART_HEAD, ends(octets.length, piece));
	}

	private static void assertPartsAsTheGrammarSays(byte[] input) {
		if (input.length > 1) {
			byte[] octets = Arrays.copyOfRange(input, 1, input.length);

			assertThat(MultipartReading.withoutReason(parts(octets, octets.length)))
				.isEqualTo(new MultipartOracle(MAX_PARTS, MAX_PART_HEAD).read(text(octets)));
		}
	}

	private static void boundary(byte[] input) {
		String type = "multipart/form-data" + text(input);
		try {
			if (Boundary.isForm(type)) {
				Boundary.of(type);
			}
		}
		catch (MalformedMultipartException ex) {
			assertThat(ex).hasNoCause();
		}
	}

	private static void query(byte[] input) {
		try {
			Arguments arguments = Arguments.parse(input, 50);
			arguments.names().forEach((name) -> assertThat(arguments.getList(name)).isNotEmpty());
		}
		catch (MalformedEncodingException ex) {
			assertThat(ex).hasMessageMatching("not UTF-8|more than 50 fields");
		}
	}

	/** Whatever comes is not signed, and what is signed comes back. */
	private static void signed(byte[] input) {
		String text = text(input);
		for (SignedValues values : List.of(SIGNED_VALUES, SIGNED_VALUES.withMinVersion(1))) {
			assertThat(values.verify("key", text, SignedValues.MAX_AGE, NOW)).isNull();
			assertThat(values.verify(text, "2|" + text, SignedValues.MAX_AGE, NOW)).isNull();
			String signed = values.sign(text, input, NOW);
			SignedValue value = values.verify(text, signed, Duration.ZERO, NOW);
			assertThat(value).isNotNull();
			assertThat(value.bytes()).isEqualTo(input);
			assertThat(values.verify(text + "x", signed, Duration.ZERO, NOW)).isNull();
		}
	}

	private static String answers(byte[] octets, int piece) {
		return answers((request) -> respond(request, request.body()), octets, piece);
	}

	/** Whether a body is gathered or handed on as it comes, the answers are the same. */
	private static void assertSameStreamed(byte[] input) {
		if (input.length > 0) {
			byte[] octets = Arrays.copyOfRange(input, 1, input.length);
			int piece = 1 + (input[0] & 0x3f);

			assertThat(answers(new StreamingCallback(FuzzTarget::respond), octets, piece))
				.isEqualTo(answers(octets, piece));
		}
	}

	private static void respond(HTTPRequest request, byte[] body) {
		request.respond(ResponseStartLine.OK, new HTTPHeaders(), body);
	}

	/** An interim answer may be left out where the body has come already. */
	private static String answers(RequestCallback callback, byte[] octets, int piece) {
		try (TestConnection connection = new TestConnection(callback)) {
			for (int from = 0; from < octets.length; from += piece) {
				connection.send(Arrays.copyOfRange(octets, from, Math.min(octets.length, from + piece)));
			}
			connection.end();
			String answers = connection.received().replace("HTTP/1.1 100 Continue\r\n\r\n", "");
			assertThat(answers).matches("(?s)(HTTP/1\\.1 [1-5][0-9]{2} .*)?").doesNotContain("HTTP/1.1 500 ");
			assertThat(connection.outputEnded()).isTrue();
			return answers;
		}
	}

	private static String text(byte[] input) {

		return new String(input, StandardCharsets.ISO_8859_1);
	}

}
