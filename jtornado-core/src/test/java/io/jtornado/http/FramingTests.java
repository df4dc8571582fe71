package io.jtornado.http;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class FramingTests {

	@ParameterizedTest
	@CsvSource({ "0, 0, false", "5, 5, true", "00005, 5, true", "999999999999999999, 999999999999999999, true",
			"9223372036854775807, 9223372036854775807, true", "00000000000000000000000000000007, 7, true" })
	void readsContentLength(String value, long length, boolean hasBody) {
		Framing framing = framing("Host: a", "Content-Length: " + value);

		assertThat(framing.contentLength()).isEqualTo(length);
		assertThat(framing.hasBody()).isEqualTo(hasBody);
		assertThat(framing.chunked()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "+5", "-5", "-0", "5 5", "5,5", "5, 5", "0x5", "5h", "5.0", "1_000", "1e3", "\u00b2",
			"\u00bd", "9223372036854775808", "18446744073709551621", "99999999999999999999999", "5;", "\"5\"", "5\t5" })
	void refusesContentLength(String value) {
		assertRefused(Refusal.CONTENT_LENGTH, "Host: a", "Content-Length: " + value);
	}

	@Test
	void refusesContentLengthTwice() {
		assertRefused(Refusal.CONTENT_LENGTH, "Host: a", "Content-Length: 5", "Content-Length: 6");
		assertRefused(Refusal.CONTENT_LENGTH, "Host: a", "Content-Length: 5", "content-length: 5");
	}

	@ParameterizedTest
	@ValueSource(strings = { "chunked", "Chunked", "CHUNKED" })
	void readsChunked(String value) {
		Framing framing = framing("Host: a", "Transfer-Encoding: " + value);

		assertThat(framing.chunked()).isTrue();
		assertThat(framing.hasBody()).isTrue();
		assertThat(framing.contentLength()).isEqualTo(Framing.NONE);
	}

	static Stream<Arguments> transferEncodings() {
		return Stream.of(arguments("", Refusal.FRAMING), arguments(",", Refusal.FRAMING),
				arguments("chunked,", Refusal.FRAMING), arguments(",chunked", Refusal.FRAMING),
				arguments("chunked, chunked", Refusal.FRAMING), arguments("chunked chunked", Refusal.FRAMING),
				arguments("gzip", Refusal.TRANSFER_CODING), arguments("gzip, chunked", Refusal.TRANSFER_CODING),
				arguments("gzip ,,\t, Chunked", Refusal.TRANSFER_CODING), arguments("chunked, gzip", Refusal.FRAMING),
				arguments("chunked, gzip, chunked", Refusal.FRAMING), arguments("identity", Refusal.TRANSFER_CODING),
				arguments("identity, chunked", Refusal.TRANSFER_CODING), arguments("gzip, chunked,", Refusal.FRAMING),
				arguments("xchunked", Refusal.TRANSFER_CODING), arguments("chunked;q=1", Refusal.FRAMING),
				arguments("\"chunked\"", Refusal.FRAMING), arguments("chunked\u00a0", Refusal.FRAMING),
				arguments("\u0080chunked", Refusal.FRAMING), arguments("cow", Refusal.TRANSFER_CODING),
				arguments("gzip;q=1, br", Refusal.TRANSFER_CODING), arguments("gzip ;q=1", Refusal.TRANSFER_CODING),
				arguments("gzip, chunked;q=1", Refusal.FRAMING), arguments("gzip, chunked, br", Refusal.FRAMING),
				arguments("gzip br", Refusal.FRAMING), arguments(";q=1", Refusal.FRAMING));
	}

	@ParameterizedTest
	@MethodSource("transferEncodings")
	void refusesTransferEncoding(String value, Refusal refusal) {
		assertRefused(refusal, "Host: a", "Transfer-Encoding: " + value);
	}

	@Test
	void refusesTransferEncodingTwice() {
		assertRefused(Refusal.FRAMING, "Host: a", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked");
		assertRefused(Refusal.FRAMING, "Host: a", "Transfer-Encoding: chunked", "transfer-encoding: identity");
		assertRefused(Refusal.TRANSFER_CODING, "Host: a", "Transfer-Encoding: identity", "Transfer-Encoding: chunked");
	}

	@Test
	void refusesChunkedTogetherWithContentLengthInAnyOrder() {
		assertRefused(Refusal.FRAMING, "Host: a", "Transfer-Encoding: chunked", "Content-Length: 5");
		assertRefused(Refusal.FRAMING, "Content-Length: 0", "Transfer-Encoding: chunked", "Host: a");
	}

	@Test
	void refusesChunkedOfHTTP10() {
		RequestHead head = RequestHeads.parse("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n");

		assertThatExceptionOfType(HTTPInputException.class).isThrownBy(() -> Framing.of(head, null))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(Refusal.FRAMING));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', emptyValue = "",
			value = { "x | true", "close | false", "Close | false", "keep-alive | true", "keep-alive, close | false",
					"close, keep-alive | false", "a,CLOSE,b | false", "'a,\tclose\t,b' | false", "closed | true",
					"not-close | true", "close;x | true", "',,close,,' | false", "',' | true" })
	void readsConnectionOfHTTP11(String value, boolean persistent) {
		assertThat(framing("Host: a", "Connection: " + value).persistent()).isEqualTo(persistent);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "x | false", "close | false", "keep-alive | true", "Keep-Alive | true",
			"a, keep-alive | true", "keep-alive, close | false" })
	void readsConnectionOfHTTP10(String value, boolean persistent) {
		RequestHead head = RequestHeads.parse("GET / HTTP/1.0\r\nConnection: " + value + "\r\n\r\n");

		assertThat(Framing.of(head, null).persistent()).isEqualTo(persistent);
	}

	@Test
	void findsCloseInAnyConnectionLine() {
		assertThat(framing("Host: a", "Connection: close", "Connection: keep-alive").persistent()).isFalse();
		assertThat(framing("Host: a", "Connection: keep-alive", "connection: x, close").persistent()).isFalse();
		assertThat(framing("Host: a").persistent()).isTrue();
	}

	@Test
	void readsExpectation() {
		assertThat(framing("Host: a", "Expect: 100-Continue").expectsContinue()).isTrue();
		assertThat(framing("Host: a", "Expect: , 100-continue ,\t100-continue").expectsContinue()).isTrue();
		assertThat(framing("Host: a", "Expect: 100-continue", "Expect: ").expectsContinue()).isTrue();
		assertThat(framing("Host: a").expectsContinue()).isFalse();
		assertThat(framing("Host: a", "Expect: ").expectsContinue()).isFalse();
		assertRefused(Refusal.EXPECTATION, "Host: a", "Expect: 200-ok");
		assertRefused(Refusal.EXPECTATION, "Host: a", "Expect: 100-continue, x");
		assertRefused(Refusal.EXPECTATION, "Host: a", "Expect: 100-continue", "Expect: x");
		assertRefused(Refusal.EXPECTATION, "Host: a", "Expect: 100-continue;q=1");
		assertRefused(Refusal.EXPECTATION, "Host: a", "Expect: 100-continue\u00a0");
	}

	@Test
	void ignoresExpectationOfHTTP10() {
		RequestHead head = RequestHeads.parse("POST / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n");

		assertThat(Framing.of(head, null).expectsContinue()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "A.example, a.example, a.example", "a:80, a:80, a", "a:, a:, a", "[::1]:8080, [::1]:8080, [::1]",
			"127.0.0.1:1, 127.0.0.1:1, 127.0.0.1" })
	void readsHost(String value, String host, String hostName) {
		Framing framing = framing("Host: " + value);

		assertThat(framing.host()).isEqualTo(host);
		assertThat(framing.hostName()).isEqualTo(hostName);
	}

	@Test
	void refusesHostThatIsMissingOrRepeated() {
		assertRefused(Refusal.HOST);
		assertRefused(Refusal.HOST, "Host: a", "Host: a");
		assertRefused(Refusal.HOST, "Host: a", "host: b");
		assertRefused(Refusal.HOST, "Host:");
		assertRefused(Refusal.HOST, "Hos: a");
	}

	@ParameterizedTest
	@ValueSource(strings = { ":80", "a b", "a/b", "u@a", "a:65536", "a:8 0", "a:80:80", "a\u0080", "%4", "[::1",
			"[1.2.3.4]" })
	void refusesHostThatIsNone(String host) {
		assertRefused(Refusal.HOST, "Host: " + host);
		assertRefused(Refusal.HOST, "Host: a", "Host: " + host);
	}

	@Test
	void needsNoHostOfHTTP10() {
		Framing framing = Framing.of(RequestHeads.parse("GET / HTTP/1.0\r\n\r\n"), null);

		assertThat(framing.host()).isEqualTo("127.0.0.1");
		assertThat(framing.http11()).isFalse();
	}

	@Test
	void letsTheAuthorityOfTheTargetWin() {
		assertThat(Framing.of(RequestHeads.of("Host: a"), "B:80").host()).isEqualTo("b:80");
		assertThatExceptionOfType(HTTPInputException.class).isThrownBy(() -> Framing.of(RequestHeads.of(), "b"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content_Length", "Content-Lengt", "XContent-Length", "Content-Length-",
			"Transfer_Encoding", "Transfer-Encodinh" })
	void readsFramingFromExactNamesOnly(String name) {
		Framing framing = framing("Host: a", name + ": 5");

		assertThat(framing.hasBody()).isFalse();
	}

	private static Framing framing(String... lines) {
		return Framing.of(RequestHeads.of(lines), null);
	}

	private static void assertRefused(Refusal refusal, String... lines) {
		assertThatExceptionOfType(HTTPInputException.class).as(String.join(" / ", lines))
			.isThrownBy(() -> framing(lines))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(refusal));
	}

}
