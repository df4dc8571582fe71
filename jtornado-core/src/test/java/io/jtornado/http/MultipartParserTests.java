package io.jtornado.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.jtornado.fuzz.MultipartReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Bodies whose boundary is "b"; CRLF is written as a bar where it helps to see, and CR
 * and LF alone as a circumflex and a low line.
 */
class MultipartParserTests {

	private static final String A = "Content-Disposition: form-data; name=\"a\"";

	private static String parts(String body) {
		return MultipartReading.parts(body, 3, 200, body.length());
	}

	private static String lines(String body) {
		return parts(body.replace("|", "\r\n").replace("^", "\r").replace("_", "\n"));
	}

	/** What is told of one part with this header and no data. */
	private static String head(String header) {
		return lines("--b|" + header + "||x|--b--|");
	}

	@Test
	void readsFieldsAndFiles() {
		String body = """
				--b\r
				Content-Disposition: form-data; name="title"\r
				\r
				Summer\r
				--b\r
				Content-Disposition: form-data; name="photo"; filename="beach.png"\r
				Content-Type: image/png\r
				\r
				two\r
				lines\r
				--b--\r
				""";

		assertThat(parts(body))
			.isEqualTo("<title|null|application/unknown|Summer><photo|beach.png|image/png|two\r\nlines>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '=',
			value = { "--b--=''", "--b--|=''", "--b-- \t|any|--b|=''", "pre|--b|H||x|--b--=<x>", "|--b|H||x|--b--=<x>",
					"--b \t |H||x|--b--=<x>", "--b|H||x|--b--=<x>", "--b|H|||--b--=<>", "--b|H||--b--=<>",
					"--b|H|||||--b--=<||>", "--b|H||-|--|--a|--b--=<-|--|--a>", "--b|H||x|--b|H||y|--b--=<x><y>",
					"--b|H||x--b--|--b--=<x--b-->" })
	void readsWhatTheGrammarAllows(String body, String data) {
		String expected = data.replace("|", "\r\n").replace("<", "<a|null|application/unknown|");

		assertThat(lines(body.replace("H", A))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '=', value = { "''=the last boundary is missing", "--b=the last boundary is missing",
			"--b|H||x=the last boundary is missing", "--b|H||x|--b=the last boundary is missing",
			"--b|H||x|--b-=the last boundary is missing", "--b|H||x|--b|=the last boundary is missing",
			"--b--^=the last boundary is missing", "x--b--=the last boundary is missing",
			"--bb--=malformed boundary line", "--b-|H||x|--b--=malformed boundary line",
			"--b|H||x|--bc|H||y|--b--=malformed boundary line", "--b--x=malformed boundary line",
			"--b--^x=malformed boundary line", "--b^H=malformed boundary line",
			"--b_H__x_--b--=malformed boundary line", "--b|H||1|--b|H||2|--b|H||3|--b|H||4|--b--=more than 3 parts",
			"--b||x|--b--=a part has no Content-Disposition", "--b|--b--=the last boundary is missing",
			"--b|H|--b: x||y|--b--=malformed header of a part" })
	void refusesWhatItDoesNot(String body, String reason) {
		assertThat(lines(body.replace("H", A))).isEqualTo("refused (" + reason + ")");
	}

	@Test
	void boundsPaddingAndHeaders() {
		assertThat(parts("--b" + " ".repeat(200) + "\r\n" + A + "\r\n\r\nx\r\n--b--")).startsWith("<a");
		assertThat(parts("--b" + " ".repeat(201))).isEqualTo("refused (malformed boundary line)");

		String fits = A + "\r\nX: " + "y".repeat(200 - A.length() - 9) + "\r\n\r\n";
		assertThat(fits).hasSize(200);
		assertThat(parts("--b\r\n" + fits + "x\r\n--b--")).startsWith("<a");
		assertThat(parts("--b\r\n" + fits.replace("yy", "yyy") + "x\r\n--b--"))
			.isEqualTo("refused (the header of a part has more than 200 bytes)");
		assertThat(MultipartReading.parts("--b\r\n" + "X:\r\n".repeat(33), 3, 1000, 5 + 4 * 33))
			.isEqualTo("refused (the header of a part has more than 32 lines)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Disposition: form-data; name=\"a\"", "content-disposition:form-data;name=a",
			"Content-Disposition: Form-Data ;\t NAME=\"a\" ; ;x=\"y\"",
			"Content-Disposition: form-data; name=a|Content-Transfer-Encoding: 8bit",
			"Content-Disposition: form-data; name=a; filename=\"\"" })
	void takesForFields(String header) {
		assertThat(head(header)).isEqualTo("<a|null|application/unknown|x>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '^',
			value = { "filename=x.txt~x.txt", "filename=\"x y\"~x y", "filename=\"a\\\"b\\\\c\"~a\"b\\c",
					"filename=\"C:\\dir\\x\"~C:\\dir\\x", "filename=\"../../etc\"~../../etc", "filename=\"%22\"~%22",
					"filename=\"\u00c3\u00a9\"~\u00e9", "filename*=UTF-8''%C3%A9~\u00e9",
					"filename*=utf-8'en'a%2Fb; filename=x~a/b", "filename=x; filename*=ISO-8859-1''%E9~\u00e9",
					"filename=\"a;b\"~a;b" })
	void readsFileNames(String parameter, String filename) {
		assertThat(head("Content-Disposition: form-data; name=a; " + parameter))
			.isEqualTo("<a|" + filename + "|application/unknown|x>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Disposition: attachment; name=a", "Content-Disposition: form-data",
			"Content-Disposition: form-data; name=", "Content-Disposition: form-data; name=\"\"",
			"Content-Disposition: form-data; name=a; name=b", "Content-Disposition: form-data name=a",
			"Content-Disposition: form-data; name = a", "Content-Disposition: form-data; name=\"a",
			"Content-Disposition: form-data; name=\"a\"b", "Content-Disposition: form-data; name=a b",
			"Content-Disposition: form-data; name=\"\u00e9\"", "Content-Disposition: form-data; name=\"\u00c2\u0085\"",
			"Content-Disposition: form-data; name=a|Content-Disposition: form-data; name=a",
			"Content-Disposition: form-data; name=a|Content-Type: a/b|Content-Type: a/b",
			"Content-Disposition: form-data; name=a|Content-Transfer-Encoding: base64",
			"Content-Disposition: form-data;| name=a", "Content-Disposition : form-data; name=a",
			"Content-Disposition: form-data; name=a\u0000", "Content-Disposition: form-data; name=\"a\r\"",
			"Content-Disposition: form-data; name=a; filename*=UTF-8''%0D",
			"Content-Disposition: form-data; name=a; filename*=UTF-8''%00",
			"Content-Disposition: form-data; name=a; filename*=UTF-8''%E9",
			"Content-Disposition: form-data; name=a; filename*=UTF-8''%4",
			"Content-Disposition: form-data; name=a; filename*=UTF-8''a'b",
			"Content-Disposition: form-data; name=a; filename*=UTF-8'x",
			"Content-Disposition: form-data; name=a; filename*=x",
			"Content-Disposition: form-data; name=a; filename*=UTF-16''a" })
	void refusesHeaders(String header) {
		assertThat(head(header)).startsWith("refused (");
	}

	@Test
	void keepsAllFieldsOfAHeader() {
		List<PartHead> heads = new ArrayList<>();
		parser(heads, null).parse(bytes("--b\r\n" + A + "\r\nX-Y: 1\r\nX-Y: 2\r\n\r\n"));

		assertThat(heads).singleElement().satisfies((head) -> {
			assertThat(head.headers().getList("x-y")).containsExactly("1", "2");
			assertThat(head.isFile()).isFalse();
		});
	}

	@Test
	void waitsAfterEveryEventForWhoHasPaused() {
		List<Object> events = new ArrayList<>();
		ByteBuffer body = bytes("--b\r\n" + A + "\r\n\r\nx\r\n--b--");
		MultipartParser parser = parser(events, events);

		for (int i = 1; i <= 3; i++) {
			parser.parse(body);
			assertThat(events).hasSize(i);
		}

		parser.parse(body);
		assertThat(body.hasRemaining()).isFalse();
		parser.finish();
		assertThat(events).hasSize(3).endsWith("x", "end");
	}

	/** Tells heads, and data and ends where they are wanted; then it pauses. */
	private static MultipartParser parser(List<? super PartHead> heads, List<Object> others) {
		MultipartParser[] parser = new MultipartParser[1];
		parser[0] = new MultipartParser(Boundary.of("multipart/form-data; boundary=b"), 3, 200, new MultipartSink() {

			@Override
			public void partBegun(PartHead head) {
				heads.add(head);
				parser[0].pause();
			}

			@Override
			public void partData(ByteBuffer data) {
				others.add(StandardCharsets.ISO_8859_1.decode(data).toString());
				parser[0].pause();
			}

			@Override
			public void partEnded() {
				others.add("end");
				parser[0].pause();
			}

		});
		return parser[0];
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "b", "----WebKitFormBoundary7MA4YWxkTrZu0gW", "0123456789'+-.", "\"a b\"",
			"\"gc0pJq0M:08jU534c0p\"", "\"=_Part_1\"", "b; charset=utf-8" })
	void takesBoundaries(String boundary) {
		assertThat(Boundary.of("multipart/form-data; boundary=" + boundary).delimiter()).isEqualTo(
				("\r\n--" + boundary.replace("\"", "").replaceAll(";.*", "")).getBytes(StandardCharsets.US_ASCII));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "; charset=utf-8", "; boundary=", "; boundary=\"\"", "; boundary=\"b \"",
			"; boundary=a b", "; boundary=a/b", "; boundary=\"a\"b", "; boundary=a; boundary=b", "; boundary=\"a\\b\"",
			"; boundary=a!", "; boundary=\"\u00e9\"", ", multipart/form-data; boundary=b",
			"; boundary=12345678901234567890123456789012345678901234567890123456789012345678901" })
	void refusesBoundaries(String parameters) {
		assertThat(Boundary.isForm("multipart/form-data" + parameters)).isEqualTo(!parameters.startsWith(","));
		assertThatExceptionOfType(MalformedMultipartException.class)
			.isThrownBy(() -> Boundary.of("multipart/form-data" + parameters));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '=',
			value = { "multipart/form-data=true", "Multipart/Form-Data;x=true", "multipart/form-data ;x=true",
					"multipart/form-datax=false", "multipart/mixed=false", "application/x-www-form-urlencoded=false" })
	void knowsForms(String type, boolean form) {
		assertThat(Boundary.isForm(type)).isEqualTo(form);
		assertThat(Boundary.isForm(null)).isFalse();
	}

}
