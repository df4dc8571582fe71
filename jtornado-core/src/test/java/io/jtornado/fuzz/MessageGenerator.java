package io.jtornado.fuzz;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Makes requests and chunked bodies along the grammar, with what is nearly right among
 * what is right. The same seed makes the same ones.
 */
final class MessageGenerator {

	private static final String[] METHODS = { "GET", "POST", "OPTIONS", "HEAD", "get", "M-SEARCH", "CONNECT", "TRACE",
			"!#$%&'*+-.^_`|~", "x".repeat(64), "x".repeat(65) };

	private static final String[] TARGETS = { "/", "/a/b?c=d", "//a", "/%41%zz", "/[]|\"<>\\^`{}", "*", "a", "a:80",
			"urn:x", "ftp://a/", "http://", "http:/a", "/?", "/a?b?c/d", "http:///a", "x://u@[::1]:1" };

	private static final String[] HOSTS = { "a", "A.example:80", "127.0.0.1", "[::1]", "[::1]:8080", "a:", "a:65535",
			"a:65536", "a:0000000080", "a:0", "a:0000065536", "a_b", "%41.b", "%4", "", ":80", "u@a", "u:p@a:1",
			"[v1.a:b]", "[v.a]", "[::1", "::1", "[1:2:3:4:5:6:7:8]", "[1:2:3:4:5:6:1.2.3.4]", "[1.2.3.4]",
			"[fe80::1%25a]", "[1:2:3:4:5:6:7::]", "[1::2::3]", "[::01.2.3.4]", "a b", "a,b", "a/b" };

	private static final String[] VERSIONS = { "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/1.0",
			"HTTP/1.2", "HTTP/1.9", "HTTP/2.0", "HTTP/0.9", "http/1.1", "HTTP/1", "HTTP/11.1" };

	private static final String[] LENGTHS = { "0", "5", "007", "5, 5", "5,", "+5", "-5", "", "5 5", "5.0", "0x5",
			"9223372036854775807", "9223372036854775808", "00000000000000000000000000000001" };

	private static final String[] CODINGS = { "chunked", "Chunked", "CHUNKED", "chunked", "gzip, chunked", "gzip",
			"chunked, gzip", "chunked, chunked", ", chunked", "chunked ,", "chunked;q=1", "gzip;a=\"b,c\", chunked",
			"gzip;a=b;c = d,chunked", "identity", "", "xchunked", "chunked chunked", "\"chunked\"" };

	private static final String[] CONNECTIONS = { "close", "keep-alive", "x, Close", "Keep-Alive\t,x", "close;x", ",",
			"a,,keep-alive,", "closed", "\"close\"", "keep-alive, close" };

	private static final String[] EXPECTATIONS = { "100-continue", "100-Continue", ", 100-continue,", "", "x",
			"100-continue;q=1", "100-continue, x" };

	private static final String INTERESTING = "\0\t\n\r \"#%*,-./09:;=?@AFZ[\\]_afxz{}\u007f\u0080\u00a0\u00ff";

	private final Random random;

	MessageGenerator(long seed) {
		this.random = new Random(seed);
	}

	String head() {
		StringBuilder head = new StringBuilder(one(8) ? "\r\n".repeat(this.random.nextInt(19)) : "");
		head.append(one(3) ? pick(METHODS) : "GET").append(' ').append(target()).append(' ');
		head.append(pick(VERSIONS)).append("\r\n");
		if (!one(8)) {
			head.append(name("Host")).append(white()).append(one(2) ? "a" : pick(HOSTS)).append(white()).append("\r\n");
		}
		for (int i = this.random.nextInt(one(8) ? 9 : 4); i > 0; i--) {
			head.append(field()).append(white()).append("\r\n");
		}
		if (one(16)) {
			int length = OracleComparison.MAX_SIZE - 12 + this.random.nextInt(8) - head.length();
			head.append("X-Long: ").append("x".repeat(Math.max(0, length))).append("\r\n");
		}
		return cut(head.append("\r\n").append(one(4) ? "GET" : "").toString());
	}

	private String target() {
		if (one(3)) {
			return pick(TARGETS);
		}
		String path = "/" + text("[a-z]%20.~!$&'()*+,;=:@", 6) + (one(2) ? "?" + text("ab/?=&%2", 6) : "");
		return one(2) ? path : (one(2) ? "http://" : "HTTPS://") + pick(HOSTS) + (one(3) ? "" : one(3) ? "?a" : path);
	}

	private String field() {
		return switch (this.random.nextInt(8)) {
			case 0, 1 -> name("Content-Length") + white() + pick(LENGTHS);
			case 2, 3 -> name("Transfer-Encoding") + white() + pick(CODINGS);
			case 4 -> name("Connection") + white() + pick(CONNECTIONS);
			case 5 -> name("Expect") + white() + pick(EXPECTATIONS);
			case 6 -> one(4) ? name("Host") + pick(HOSTS) : text("aZ9!#$%&'*+-.^_`|~", 5) + "x:";
			default -> "X-" + text("abc-", 4) + ":" + white() + text("ab \t,;=\"\\\u0080\u00ff", 20);
		};
	}

	String chunks() {
		StringBuilder body = new StringBuilder();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			String data = text("ab\r\n0;\u0000\u00ff", 40) + "x";
			body.append(size(data.length())).append(extensions()).append("\r\n").append(data).append("\r\n");
		}
		body.append(one(16) ? size(this.random.nextLong() >>> this.random.nextInt(40)) : size(0))
			.append(extensions())
			.append("\r\n");
		for (int i = one(20) ? 40 : this.random.nextInt(3); i > 0; i--) {
			body.append(field()).append("\r\n");
		}
		return cut(body.append("\r\n").append(one(3) ? "GET" : "").toString());
	}

	private String size(long size) {
		String digits = "0".repeat(one(4) ? this.random.nextInt(35) : 0) + Long.toHexString(size);
		return one(2) ? digits : digits.toUpperCase(Locale.ROOT);
	}

	private String extensions() {
		StringBuilder extensions = new StringBuilder();
		for (int i = one(3) ? this.random.nextInt(4) : 0; i > 0; i--) {
			extensions.append(white()).append(';').append(white()).append(text("ab!'*", 3)).append(one(10) ? "" : "n");
			if (one(2)) {
				extensions.append(white()).append('=').append(white());
				extensions.append(
						one(2) ? "\"" + text("a;, \t\\\u00ff", 5).replace("\\", "\\\"") + "\"" : text("ab", 3) + "v");
			}
		}
		return extensions.toString();
	}

	/** One octet is put in, taken out or made another. */
	String mutate(String text) {
		StringBuilder mutated = new StringBuilder(text);
		int at = this.random.nextInt(text.length());
		char octet = one(4) ? (char) this.random.nextInt(256)
				: INTERESTING.charAt(this.random.nextInt(INTERESTING.length()));
		switch (this.random.nextInt(3)) {
			case 0 -> mutated.insert(at, octet);
			case 1 -> mutated.deleteCharAt(at);
			default -> mutated.setCharAt(at, octet);
		}
		return mutated.toString();
	}

	/** Where pieces of a text of this length end. */
	int[] ends(int length) {
		int[] cuts = this.random.ints(this.random.nextInt(8), 0, length + 1).sorted().toArray();
		int[] ends = Arrays.copyOf(cuts, cuts.length + 1);
		ends[cuts.length] = length;
		return ends;
	}

	private String cut(String text) {
		return one(10) ? text.substring(0, 1 + this.random.nextInt(text.length() - 1)) : text;
	}

	private String name(String name) {
		return (one(4) ? name.toLowerCase(Locale.ROOT) : one(4) ? name.toUpperCase(Locale.ROOT) : name)
				+ (one(50) ? " :" : ":");
	}

	private String white() {
		return one(2) ? " " : one(2) ? "" : text(" \t", 3);
	}

	private String text(String octets, int most) {
		StringBuilder text = new StringBuilder();
		for (int i = this.random.nextInt(most + 1); i > 0; i--) {
			text.append(octets.charAt(this.random.nextInt(octets.length())));
		}
		return text.toString();
	}

	private String pick(String[] choices) {
		return choices[this.random.nextInt(choices.length)];
	}

	private boolean one(int of) {
		return this.random.nextInt(of) == 0;
	}

}
