package io.jtornado.fuzz;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the grammar allows, or the RFC leaves to the recipient, and the engine refuses all
 * the same: the whole list. Each with the clause that leaves the choice and a request
 * that nothing else is wrong with.
 */
enum Strictness {

	PROXY_METHOD("9110 9.3.6, 9.3.8", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
			(message) -> List.of("CONNECT", "TRACE").contains(message.method())),

	OTHER_SCHEME("9110 7.4", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
			(message) -> isAbsolute(message) && !message.target().toLowerCase(Locale.ROOT).matches("https?://.*")),

	USERINFO("9110 4.2.4", "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n",
			(message) -> isAbsolute(message) && authority(message).group("user") != null),

	EMPTY_AUTHORITY("9110 4.2.1", "GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n",
			(message) -> isAbsolute(message) && authority(message).group("host").isEmpty()),

	EMPTY_HOST("9110 7.2", "GET / HTTP/1.1\r\nHost:\r\n\r\n",
			(message) -> message.lines("Host").stream().anyMatch((host) -> host.isEmpty() || host.startsWith(":"))),

	PORT_OVER_16_BITS("9110 4.2.1", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n",
			(message) -> ports(message).anyMatch((port) -> port.bitLength() > 16)),

	REPEATED_LENGTH("9112 6.3", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
			(message) -> message.members("Content-Length").size() > 1),

	LENGTH_OVER_63_BITS("9110 8.6", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775808\r\n\r\n",
			(message) -> message.members("Content-Length")
				.stream()
				.anyMatch((length) -> length.matches(Grammar.DIGIT + "+") && new BigInteger(length).bitLength() > 63)),

	LENGTH_BESIDE_CODING("9112 6.3",
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
			(message) -> !message.lines("Content-Length").isEmpty() && !message.lines("Transfer-Encoding").isEmpty()),

	CODING_OF_HTTP10("9112 6.1", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
			(message) -> !message.http11() && !message.lines("Transfer-Encoding").isEmpty()),

	OTHER_CODING("9112 6.1", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
			(message) -> message.members("Transfer-Encoding")
				.stream()
				.anyMatch((coding) -> !coding.isEmpty() && !coding.equalsIgnoreCase("chunked"))),

	EMPTY_CODING("9110 5.6.1.2", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: , chunked\r\n\r\n",
			(message) -> message.members("Transfer-Encoding").contains("")),

	OTHER_EXPECTATION("9110 10.1.1", "POST / HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n",
			(message) -> message.members("Expect")
				.stream()
				.anyMatch((member) -> !member.isEmpty() && !member.equalsIgnoreCase("100-continue")));

	private static final Pattern AUTHORITY = Pattern.compile(Grammar.AUTHORITY);

	private final String clause;

	private final String example;

	private final Predicate<OracleMessage> refuses;

	Strictness(String clause, String example, Predicate<OracleMessage> refuses) {
		this.clause = clause;
		this.example = example;
		this.refuses = refuses;
	}

	private static boolean isAbsolute(OracleMessage message) {
		return !message.method().equals("CONNECT") && message.target().contains("://")
				&& !message.target().startsWith("/");
	}

	private static Matcher authority(OracleMessage message) {
		String text = message.target().replaceFirst("[^/]*//", "").replaceFirst("[/?].*", "");
		Matcher authority = AUTHORITY.matcher(text);
		if (!authority.matches()) {
			throw new IllegalStateException("The grammar has let " + text + " through");
		}
		return authority;
	}

	/** The ports of Host and target, as far as there are any. */
	private static Stream<BigInteger> ports(OracleMessage message) {
		Stream<Matcher> target = isAbsolute(message) ? Stream.of(authority(message)) : Stream.empty();
		return Stream.concat(message.lines("Host").stream().map(AUTHORITY::matcher).filter(Matcher::matches), target)
			.map((authority) -> authority.group("port"))
			.filter((port) -> port != null && !port.isEmpty())
			.map(BigInteger::new);
	}

	boolean refuses(OracleMessage message) {
		return this.refuses.test(message);
	}

	String clause() {
		return this.clause;
	}

	String example() {
		return this.example;
	}

}
