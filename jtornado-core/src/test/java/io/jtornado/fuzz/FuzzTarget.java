package io.jtornado.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

import io.jtornado.http.Arguments;
import io.jtornado.http.ChunkDecoder;
import io.jtornado.http.ContentCoding;
import io.jtornado.http.Cookies;
import io.jtornado.http.Framing;
import io.jtornado.http.HTTPHeaders;
import io.jtornado.http.HTTPInputException;
import io.jtornado.http.HeadParser;
import io.jtornado.http.Inflation;
import io.jtornado.http.MalformedEncodingException;
import io.jtornado.http.Refusal;
import io.jtornado.http.RequestHead;
import io.jtornado.http.RequestTarget;
import io.jtornado.http.ResponseStartLine;
import io.jtornado.testing.TestConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is given arbitrary bytes: nothing may fail but in the way that is meant for the
 * client, and the outcome may not depend on how the bytes were cut. The first byte says
 * how long the pieces are.
 */
enum FuzzTarget implements Consumer<byte[]> {

	REQUEST((input) -> assertSameInPieces(input, FuzzTarget::head)),

	CHUNKS((input) -> assertSameInPieces(input, FuzzTarget::chunks)),

	COOKIE((input) -> Cookies.parse(text(input))),

	QUERY(FuzzTarget::query),

	INFLATE((input) -> assertSameInPieces(input, FuzzTarget::inflated)),

	CONNECTION((input) -> assertSameInPieces(input, FuzzTarget::answers));

	/** Takes the bytes and where each piece ends; tells what came of it. */
	private interface Reading {

		String outcome(byte[] octets, int piece);

	}

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

	private static String head(byte[] octets, int piece) {
		HeadParser parser = new HeadParser(2000, 20);
		try {
			for (int end = 0; end < octets.length;) {
				end = Math.min(octets.length, end + piece);
				int behind = parser.parse(octets, 0, end);
				if (behind >= 0) {
					return describe(parser.take(octets, 0)) + behind;
				}
			}
			return "more";
		}
		catch (HTTPInputException ex) {
			return ex.refusal().name();
		}
	}

	private static String describe(RequestHead head) {
		RequestTarget target = RequestTarget.of(head.method(), head.target());
		Framing framing = Framing.of(head, target.authority());
		StringBuilder text = new StringBuilder();
		head.headers().forEach((field) -> text.append(field).append('\n'));
		return text.append(target)
			.append(framing.hostName())
			.append(framing.contentLength())
			.append(framing.chunked())
			.append(framing.persistent())
			.toString();
	}

	private static String chunks(byte[] octets, int piece) {
		ByteArrayOutputStream data = new ByteArrayOutputStream();
		ChunkDecoder decoder = new ChunkDecoder(Long.MAX_VALUE);
		try {
			int end = 0;
			for (int from = 0; from < octets.length && !decoder.done(); from = end) {
				int to = Math.min(octets.length, from + piece);
				end = decoder.decode(octets, from, to, (bytes, start, stop) -> data.write(bytes, start, stop - start));
			}
			return data.toString(StandardCharsets.ISO_8859_1) + decoder.done() + end;
		}
		catch (HTTPInputException ex) {
			return ex.refusal().name();
		}
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
		try (Inflation inflation = new Inflation(coding, 20_000,
				(bytes, start, stop) -> data.write(bytes, start, stop - start))) {
			for (int from = 1; from < octets.length; from += piece) {
				inflation.accept(octets, from, Math.min(octets.length, from + piece));
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

	private static void query(byte[] input) {
		try {
			Arguments arguments = Arguments.parse(input, 50);
			arguments.names().forEach((name) -> assertThat(arguments.getList(name)).isNotEmpty());
		}
		catch (MalformedEncodingException ex) {
			assertThat(ex).hasMessageMatching("not UTF-8|more than 50 fields");
		}
	}

	/** An interim answer may be left out where the body has come already. */
	private static String answers(byte[] octets, int piece) {
		try (TestConnection connection = new TestConnection(
				(request) -> request.respond(ResponseStartLine.OK, new HTTPHeaders(), request.body()))) {
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
