package io.jtornado.fuzz;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes multipart bodies whose boundary is "b", most of them well-formed, out of pieces
 * that mean something to whoever reads them.
 */
final class MultipartGenerator {

	private static final List<String> HEADS = List.of("Content-Disposition: form-data; name=a\r\n",
			"content-disposition:form-data;name=\"a b\"\r\n", "Content-Disposition: FORM-DATA ; NAME=a;\r\n",
			"Content-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\nContent-Type: text/plain\r\n",
			"Content-Disposition: form-data; name=f; filename=\"C:\\x\\\"y\\\\z\"\r\n",
			"Content-Disposition: form-data; name=f; filename=x; filename*=UTF-8''%C3%A9%2F\r\n",
			"Content-Disposition: form-data; name=f; filename*=iso-8859-1'en'%e9\r\n",
			"Content-Disposition: form-data; name=\"\u00c3\u00a9\"; filename=\"\"\r\n",
			"X: y\r\nContent-Transfer-Encoding: 8bit\r\nContent-Disposition: form-data; ; name=a\t\r\n");

	private static final List<String> BAD_HEADS = List.of("", "Content-Type: text/plain\r\n",
			"Content-Disposition: attachment; name=a\r\n", "Content-Disposition: form-data\r\n",
			"Content-Disposition: form-data; name=\"\"\r\n", "Content-Disposition: form-data; name=a; name=b\r\n",
			"Content-Disposition: form-data; name=\"a\r\n", "Content-Disposition: form-data; name =a\r\n",
			"Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=a\r\n",
			"Content-Disposition: form-data;\r\n name=a\r\n", "Content-Disposition: form-data; name=\"\u00e9\"\r\n",
			"Content-Disposition: form-data; name=a\r\n--b: c\r\n",
			"Content-Disposition: form-data; name=a; filename*=UTF-8''%0A\r\n",
			"Content-Disposition: form-data; name=a; filename*=UTF-7''a\r\n",
			"Content-Disposition: form-data; name=a; filename*=UTF-8''%4\r\n",
			"Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n");

	private static final List<String> DATA = List.of("", "data", "\r", "\n", "\r\n", "\r\n-", "\r\n--", "--b", "-",
			"\r\r\n--", "\r\n\r\n--x", "\u0000\u00ff", "b", "a longer text that is cut somewhere in its middle");

	private static final String MEAN = "\r\n-b \t;=\"\\:a*'%\u0000\u00e9";

	private final Random random;

	MultipartGenerator(long seed) {
		this.random = new Random(seed);
	}

	String body() {
		StringBuilder body = new StringBuilder(rarely() ? "preamble\r\n" : "");
		body.append("--b");
		int parts = this.random.nextInt(4);
		for (int i = 0; i < parts; i++) {
			body.append(padding()).append("\r\n").append(rarely() ? any(BAD_HEADS) : any(HEADS));
			body.append(rarely() ? "" : "\r\n" + any(DATA) + any(DATA)).append("\r\n--b");
		}
		body.append("--").append(padding());
		return body + (rarely() ? "\r\nepilogue\r\n--b\r\n" : rarely() ? "" : "\r\n");
	}

	private String padding() {
		return rarely() ? " \t" : "";
	}

	private boolean rarely() {
		return this.random.nextInt(8) == 0;
	}

	private String any(List<String> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

	/** The same with one octet more, less or another. */
	String mutate(String body) {
		int at = this.random.nextInt(body.length());
		String octet = "" + MEAN.charAt(this.random.nextInt(MEAN.length()));
		return switch (this.random.nextInt(3)) {
			case 0 -> body.substring(0, at) + body.substring(at + 1);
			case 1 -> body.substring(0, at) + octet + body.substring(at + 1);
			default -> body.substring(0, at) + octet + body.substring(at);
		};
	}

	/** Where a text is cut, its own end last. */
	int[] ends(int length) {
		int cuts = this.random.nextInt(5);
		return IntStream
			.concat(IntStream.range(0, cuts).map((i) -> this.random.nextInt(length + 1)).sorted(), IntStream.of(length))
			.toArray();
	}

}
