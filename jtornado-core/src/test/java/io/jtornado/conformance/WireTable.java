package io.jtornado.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rows of {@code rfc9112.md}, {@code rfc9110.md} and {@code content-codings.md}. */
public final class WireTable {

	private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) [^\r\n]*\r\n");

	private static final Pattern EXCHANGE = Pattern
		.compile("\\| (911\\d [\\d.]+) \\| (.+?) \\| `([^|]+)` \\| ([\\w -]+) \\| (?:`(.*)` )?\\|");

	private static final Pattern SHOWN = Pattern
		.compile("\\| (911\\d [\\d.]+) \\| (.+?) \\| shown by ([\\w.]+)#(\\w+) \\| \\| \\|");

	private static final Pattern HEX = Pattern.compile("⟨([0-9a-f]+)⟩");

	private static final List<String> TABLES = List.of("rfc9112.md", "rfc9110.md");

	/** For a server that inflates. */
	private static final List<String> CODED_TABLES = List.of("content-codings.md");

	private WireTable() {
	}

	/**
	 * A row that is run.
	 *
	 * @param rule clause and what we do
	 * @param request the octets of the client
	 * @param answer statuses, reason, and what becomes of the connection
	 * @param seen what the handler sees
	 */
	public record Exchange(String rule, String request, String answer, String seen) {

		/** The statuses alone. */
		List<String> statuses() {
			return Stream.of(this.answer.split(" ")).filter((word) -> word.matches("\\d{3}")).toList();
		}

		@Override
		public String toString() {
			return this.rule;
		}

	}

	/**
	 * A row that a test shows.
	 *
	 * @param rule clause and what we do
	 * @param test the test's class below {@code io.jtornado}
	 * @param method its method
	 */
	record Shown(String rule, String test, String method) {

		@Override
		public String toString() {
			return this.rule;
		}

	}

	/** The rows that are run. */
	public static Stream<Exchange> exchanges() {
		return exchanges(TABLES);
	}

	/** The rows that are run with a server that inflates. */
	static Stream<Exchange> codedExchanges() {
		return exchanges(CODED_TABLES);
	}

	private static Stream<Exchange> exchanges(List<String> tables) {
		return matches(rows(tables), EXCHANGE).map((row) -> new Exchange(row.group(1) + ": " + row.group(2),
				octets(row.group(3)), row.group(4), (row.group(5) != null) ? octets(row.group(5)) : ""));
	}

	/** The rows that name a test. */
	static Stream<Shown> shown() {
		return matches(rows(), SHOWN)
			.map((row) -> new Shown(row.group(1) + ": " + row.group(2), row.group(3), row.group(4)));
	}

	private static Stream<Matcher> matches(List<String> rows, Pattern row) {
		return rows.stream().map(row::matcher).filter(Matcher::matches);
	}

	static List<String> rows() {
		return Stream.of(TABLES, CODED_TABLES).flatMap((tables) -> rows(tables).stream()).toList();
	}

	private static List<String> rows(List<String> tables) {
		return tables.stream().flatMap(WireTable::lines).filter((line) -> line.startsWith("| 9")).toList();
	}

	private static Stream<String> lines(String table) {
		try (InputStream in = WireTable.class.getResourceAsStream(table)) {
			if (in == null) {
				throw new IllegalStateException("There is no " + table);
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The statuses in what a client has received. */
	static List<String> statuses(String received) {
		return STATUS.matcher(received).results().map((match) -> match.group(1)).toList();
	}

	private static String octets(String text) {
		return HEX.matcher(text)
			.replaceAll((hex) -> Matcher.quoteReplacement(octetsOf(hex.group(1))))
			.replace("⏎", "\r\n")
			.replace('␍', '\r')
			.replace('␊', '\n')
			.replace('␀', '\0')
			.replace('␈', '\b')
			.replace('␛', '\u001b')
			.replace('␡', '\u007f')
			.replace('→', '\t')
			.replace('␋', '\u000b')
			.replace('␌', '\f')
			.replace('␤', '\u0085')
			.replace('⍽', '\u00a0');
	}

	private static String octetsOf(String hex) {
		return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
	}

}
