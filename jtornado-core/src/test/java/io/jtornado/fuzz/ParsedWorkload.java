package io.jtornado.fuzz;

import java.time.Instant;
import java.util.function.IntConsumer;

import io.jtornado.http.Arguments;
import io.jtornado.http.Boundary;
import io.jtornado.http.Cookies;
import io.jtornado.http.EntityTags;
import io.jtornado.http.MalformedEncodingException;
import io.jtornado.http.MalformedMultipartException;
import io.jtornado.http.SignedValues;

/**
 * Values that a client can make longer and longer, and that are read when a handler asks
 * for them: {@code n} parts, well-formed or not.
 */
enum ParsedWorkload implements IntConsumer {

	COOKIES((n) -> Cookies.parse("a=b; ".repeat(n))),

	COOKIES_OF_MANY_NAMES((n) -> Cookies.parse(numbered(n, "=b; "))),

	COOKIE_NAME((n) -> Cookies.parse("a".repeat(n) + "=b")),

	COOKIE_VALUE((n) -> Cookies.parse("a=" + "b".repeat(n))),

	COOKIE_WITHOUT_NAME((n) -> Cookies.parse("a;".repeat(n))),

	COOKIE_OF_SEMICOLONS((n) -> Cookies.parse(";".repeat(n))),

	COOKIE_OF_SPACES((n) -> Cookies.parse("a=" + " ".repeat(n) + ";" + " ".repeat(n))),

	COOKIE_IN_QUOTES((n) -> Cookies.parse("a=\"" + "\\0\\012\\".repeat(n) + "\"")),

	COOKIE_WITHOUT_END_OF_QUOTES((n) -> Cookies.parse("a=\"" + "\\".repeat(n))),

	COOKIE_NOT_UTF_8((n) -> Cookies.parse("a=" + "\u00e9".repeat(n))),

	SIGNED_VALUE((n) -> verify("2|1:0|10:1300000000|3:key|" + n + ":" + "a".repeat(n) + "|0")),

	SIGNED_VALUE_OF_BARS((n) -> verify("|".repeat(n))),

	SIGNED_VALUE_OF_COLONS((n) -> verify("2|" + ":".repeat(n))),

	SIGNED_VALUE_OF_DIGITS((n) -> verify("2|" + "1".repeat(n) + ":")),

	SIGNED_VALUE_OF_VERSION_1((n) -> verify("a".repeat(n) + "|1300000000|0")),

	QUERY((n) -> query("a=b&".repeat(n))),

	QUERY_OF_MANY_NAMES((n) -> query(numbered(n, "=b&"))),

	QUERY_OF_AMPERSANDS((n) -> query("&".repeat(n))),

	QUERY_VALUE((n) -> query("a=" + "%41+".repeat(n))),

	QUERY_VALUE_OF_CONTROLS((n) -> query("a=" + "%01".repeat(n))),

	QUERY_VALUE_OF_PERCENTS((n) -> query("a=" + "%".repeat(n))),

	QUERY_VALUE_NOT_UTF_8((n) -> query("a=" + "b".repeat(n) + "%ff")),

	QUERY_BEYOND_LIMIT((n) -> query("a=b&".repeat(100_000 + n))),

	QUERY_AND_FORM((n) -> Arguments.parse("a=b&".repeat(n), n).and(Arguments.parse("a=b&".repeat(n), n)).getList("a")),

	MULTIPART_PARTS((n) -> parts("--b\r\n" + "Content-Disposition: form-data; name=a\r\n\r\nx\r\n--b\r\n".repeat(n))),

	MULTIPART_DATA((n) -> part("a".repeat(n))),

	MULTIPART_DATA_OF_CRS((n) -> part("\r".repeat(n))),

	MULTIPART_DATA_OF_NEAR_BOUNDARIES((n) -> part("\r\n--".repeat(n))),

	MULTIPART_PREAMBLE((n) -> parts("\r\n-".repeat(n))),

	MULTIPART_EPILOGUE((n) -> parts("--b--\r\n" + "\r\n--b".repeat(n))),

	MULTIPART_PADDING((n) -> parts("--b" + " ".repeat(n))),

	MULTIPART_HEAD((n) -> parts("--b\r\nx: " + "y".repeat(n))),

	MULTIPART_PARAMETERS((n) -> parts("--b\r\nContent-Disposition: form-data"
			+ numbered(n, "=b;").replaceAll("(?<=;|^)(?=\\w)", ";") + "\r\n\r\n")),

	MULTIPART_SEMICOLONS((n) -> parts("--b\r\nContent-Disposition: form-data" + ";".repeat(n) + "\r\n\r\n")),

	MULTIPART_QUOTES((n) -> parts("--b\r\nContent-Disposition: form-data; name=\"" + "\\\"".repeat(n) + "\r\n\r\n")),

	MULTIPART_EXTENDED_NAME((n) -> parts(
			"--b\r\nContent-Disposition: form-data; name=a; filename*=UTF-8''" + "%41".repeat(n) + "\r\n\r\n")),

	MULTIPART_BOUNDARY((n) -> boundary("a".repeat(n))),

	MULTIPART_BOUNDARY_IN_QUOTES((n) -> boundary("\"" + "\\".repeat(n))),

	ENTITY_TAGS((n) -> EntityTags.matchesWeakly("\"a\", ".repeat(n), "\"b\"")),

	ENTITY_TAGS_OF_COMMAS((n) -> EntityTags.matchesWeakly(",".repeat(n), "\"b\"")),

	ENTITY_TAGS_WITHOUT_END((n) -> EntityTags.matchesWeakly("\"a".repeat(n) + "W/".repeat(n), "\"b\""));

	private static final SignedValues SIGNED_VALUES = SignedValues.of("a secret").withMinVersion(1);

	private final IntConsumer work;

	ParsedWorkload(IntConsumer work) {
		this.work = work;
	}

	@Override
	public void accept(int n) {
		this.work.accept(n);
	}

	private static String numbered(int n, String end) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < n; i++) {
			text.append((char) ('a' + i % 23)).append(1_000_000 + i).append(end);
		}
		return text.toString();
	}

	private static void part(String data) {
		parts("--b\r\nContent-Disposition: form-data; name=a\r\n\r\n" + data);
	}

	/** In pieces of 7, so that beginnings of boundaries are carried over. */
	private static void parts(String body) {
		int length = body.length();
		int[] ends = new int[(length + 6) / 7];
		for (int i = 0; i < ends.length; i++) {
			ends[i] = Math.min(length, 7 * (i + 1));
		}
		MultipartReading.parts(body, Integer.MAX_VALUE, Integer.MAX_VALUE, ends);
	}

	private static void boundary(String boundary) {
		try {
			Boundary.of("multipart/form-data; boundary=" + boundary);
		}
		catch (MalformedMultipartException ex) {
			// the price of a refusal is what this is about
		}
	}

	private static void verify(String text) {
		SIGNED_VALUES.verify("key", text, SignedValues.MAX_AGE, Instant.EPOCH);
	}

	private static void query(String query) {
		try {
			Arguments arguments = Arguments.parse(query, 100_000);
			arguments.names().forEach(arguments::get);
		}
		catch (MalformedEncodingException ex) {
			// the price of a refusal is what this is about
		}
	}

}
