package io.jtornado.fuzz;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a head means, slowly: the whole text against the grammar, then clause by clause.
 * An unfinished head is one that the grammar could still match.
 */
final class RequestOracle {

	static final String REFUSED = "(refused)";

	static final String MORE = "(more)";

	/** Empty lines before a request, as many as are forgiven. */
	private static final int EMPTY_LINES = 16;

	private static final int METHOD_OCTETS = 64;

	private static final Pattern REQUEST_LINE = Pattern
		.compile("(?:" + Grammar.CRLF + "){0," + EMPTY_LINES + "}(?<method>" + Grammar.TCHAR + "{1," + METHOD_OCTETS
				+ "}) (?<target>" + Grammar.REQUEST_TARGET + ") " + Grammar.HTTP_VERSION + "\r");

	private static final Pattern FIELD_LINE = Pattern.compile(Grammar.FIELD_LINE + Grammar.CRLF);

	private static final Pattern ABSOLUTE = Pattern
		.compile(Grammar.SCHEME + "://(?<authority>" + Grammar.AUTHORITY + ")(?<rest>[/?].*)?");

	private static final Pattern HOST = Pattern.compile(Grammar.HOST);

	private static final Pattern CODINGS = Pattern.compile("(?:(?:" + Grammar.TRANSFER_CODING + ")?" + Grammar.OWS + ","
			+ Grammar.OWS + ")*chunked(?:" + Grammar.OWS + ",)*" + Grammar.OWS, Pattern.CASE_INSENSITIVE);

	private final int maxSize;

	private final Pattern fieldLines;

	RequestOracle(int maxSize, int maxFields) {
		this.maxSize = maxSize;
		this.fieldLines = Pattern.compile("\n" + Grammar.fieldLines(maxFields));
	}

	/** Refused, or in need of more, or what the head says. */
	String read(String text) {
		boolean full = text.length() >= this.maxSize;
		String outcome = readWithinBound(full ? text.substring(0, this.maxSize) : text);
		return (full && outcome.equals(MORE)) ? REFUSED : outcome;
	}

	private String readWithinBound(String text) {
		Matcher line = REQUEST_LINE.matcher(text);
		if (!line.lookingAt()) {
			return line.hitEnd() ? MORE : REFUSED;
		}
		if (!line.group("major").equals("1")) {
			return REFUSED; // RFC 9110, 15.6.6
		}
		Matcher lines = this.fieldLines.matcher(text).region(line.end(), text.length());
		if (!lines.lookingAt()) {
			return lines.hitEnd() ? MORE : REFUSED;
		}
		OracleMessage message = message(line, lines.group());
		return isValid(message) && strictnesses(message).isEmpty() ? describe(message, lines.end()) : REFUSED;
	}

	/** What a head with nothing wrong in its lines consists of. */
	OracleMessage message(String head) {
		Matcher line = REQUEST_LINE.matcher(head);
		if (!line.lookingAt()) {
			throw new IllegalArgumentException(head);
		}
		return message(line, head.substring(line.end()));
	}

	private static OracleMessage message(Matcher line, String lines) {
		List<String> names = new ArrayList<>();
		List<String> values = new ArrayList<>();
		Matcher field = FIELD_LINE.matcher(lines);
		while (field.find()) {
			names.add(field.group("name"));
			values.add(field.group("value"));
		}
		return new OracleMessage(line.group("method"), line.group("target"), Integer.parseInt(line.group("minor")),
				names, values);
	}

	/** What stands against a message that the RFC allows. */
	static List<Strictness> strictnesses(OracleMessage message) {
		return Stream.of(Strictness.values()).filter((strictness) -> strictness.refuses(message)).toList();
	}

	/** By the MUSTs of the RFCs alone. */
	static boolean isValid(OracleMessage message) {
		return fitsMethod(message) && hasHost(message) && hasOneLength(message) && hasEnd(message);
	}

	/** RFC 9112, 3.2. */
	private static boolean fitsMethod(OracleMessage message) {
		String target = message.target();
		if (message.method().equals("CONNECT")) {
			return HOST.matcher(target).matches() && target.matches(".+:[0-9]+");
		}
		return target.startsWith("/") || (target.equals("*") && message.method().equals("OPTIONS"))
				|| ABSOLUTE.matcher(target).matches();
	}

	/** RFC 9112, 3.2. */
	private static boolean hasHost(OracleMessage message) {
		List<String> hosts = message.lines("Host");
		return hosts.size() <= 1 && (!hosts.isEmpty() || !message.http11())
				&& hosts.stream().allMatch((host) -> HOST.matcher(host).matches());
	}

	/** RFC 9112, 6.3: numbers, and the same one. */
	private static boolean hasOneLength(OracleMessage message) {
		List<String> lengths = message.members("Content-Length");
		return lengths.stream().allMatch((length) -> length.matches(Grammar.DIGIT + "+"))
				&& lengths.stream().map(BigInteger::new).distinct().count() <= 1;
	}

	/**
	 * RFC 9112, 6.3: chunked comes once and last, or nobody knows where the body ends.
	 */
	private static boolean hasEnd(OracleMessage message) {
		List<String> lines = message.lines("Transfer-Encoding");
		return lines.isEmpty() || (CODINGS.matcher(String.join(",", lines)).matches()
				&& message.members("Transfer-Encoding").stream().filter("chunked"::equalsIgnoreCase).count() == 1);
	}

	private static String describe(OracleMessage message, int end) {
		String target = message.target();
		String uri = target;
		String host = message.lines("Host").stream().findFirst().orElse("127.0.0.1");
		Matcher absolute = ABSOLUTE.matcher(target);
		if (!target.startsWith("/") && absolute.matches()) {
			String rest = absolute.group("rest");
			uri = (rest != null) ? rest.replaceFirst("^\\?", "/?") : message.method().equals("OPTIONS") ? "*" : "/";
			host = absolute.group("authority");
		}
		Matcher authority = HOST.matcher(host.toLowerCase(Locale.ROOT));
		if (!authority.matches()) {
			throw new IllegalStateException("The grammar has let " + host + " through");
		}
		String length = message.members("Content-Length").stream().findFirst().orElse("-1");
		boolean persistent = !message.lists("Connection", "close")
				&& (message.http11() || message.lists("Connection", "keep-alive"));
		return String.join(" ", message.method(), target, "" + message.minorVersion(), uri, authority.group(),
				authority.group("host"), new BigInteger(length).toString(),
				"" + !message.lines("Transfer-Encoding").isEmpty(), "" + persistent,
				"" + (message.http11() && message.lists("Expect", "100-continue")), "" + message.names(),
				"" + message.values(), "" + end);
	}

}
