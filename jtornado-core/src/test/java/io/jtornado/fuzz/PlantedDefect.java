package io.jtornado.fuzz;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Parsers that are nearly right. Those that are too lax mend what the real one refuses
 * and try again; others get an answer wrong, or lose their place where a text is cut. The
 * comparison with the grammar has to notice each of them, or it would not notice such a
 * defect in the engine either.
 */
enum PlantedDefect implements OracleComparison.Engine {

	TAKES_BARE_LINE_FEEDS(laxHead((text) -> text.replaceAll("(?<!\r)\n", "\r\n"))),

	DROPS_BARE_RETURNS(laxHead((text) -> text.replaceAll("\r(?!\n)", ""))),

	TAKES_SPACE_BEFORE_COLONS(laxHead((text) -> text.replaceAll("(?m)^([!-9;-~]+)[ \t]+:", "$1:"))),

	UNFOLDS_LINES(laxHead((text) -> text.replaceAll("\r\n[ \t]+", " "))),

	TAKES_NUL_FOR_SPACE(laxHead((text) -> text.replace('\0', ' '))),

	TRIMS_AS_JAVA_DOES(laxHead((text) -> text.replaceAll("[\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f]+\r\n", "\r\n"))),

	TAKES_OBS_TEXT_IN_TARGETS(laxHead((text) -> text.replaceAll("^(\\S+ /[^ ]*)[\\x80-\\xff]", "$1a"))),

	TAKES_FRAGMENTS(laxHead((text) -> text.replaceFirst("^(\\S+ /[^ #]*)#\\S*", "$1"))),

	TAKES_VERSIONS_IN_ANY_CASE(laxHead((text) -> text.replaceFirst("(?i) http/1", " HTTP/1"))),

	TAKES_OTHER_MAJOR_VERSIONS(laxHead((text) -> text.replaceFirst(" HTTP/[02-9]", " HTTP/1"))),

	TAKES_SEVERAL_SPACES(laxHead((text) -> text.replaceFirst("^(\\S+) +(\\S+) +HTTP", "$1 $2 HTTP"))),

	SKIPS_ALL_EMPTY_LINES(laxHead((text) -> text.replaceFirst("^(\r\n)+", ""))),

	NEEDS_NO_HOST(laxHead((text) -> text.replaceFirst("\r\n\r\n", "\r\nHost: a\r\n\r\n"))),

	TAKES_USERS_IN_HOSTS(laxHead((text) -> text.replaceAll("(?i)(host:[ \t]*)[^@\r\n]*@", "$1"))),

	TAKES_EMPTY_HOSTS(laxHead((text) -> text.replaceAll("(?i)(host:)[ \t]*\r\n", "$1 a\r\n"))),

	TAKES_LARGE_PORTS(laxHead((text) -> text.replaceAll("(?i)(host:[^\r]*):\\d{5,}", "$1"))),

	TAKES_ADDRESSES_IN_BRACKETS(laxHead((text) -> text.replaceAll("(?i)(host:[ \t]*)\\[([\\d.]+)\\]", "$1$2"))),

	TAKES_SIGNS_OF_LENGTHS(laxHead((text) -> text.replaceAll("(?i)(content-length:[ \t]*)[+-]", "$1"))),

	TAKES_LISTS_OF_LENGTHS(laxHead((text) -> text.replaceAll("(?i)(content-length:[ \t]*)5, ?5?", "$15"))),

	TAKES_THE_LAST_LENGTH(
			laxHead((text) -> text.replaceFirst("(?is)content-length:[^\r]*\r\n(.*content-length)", "$1"))),

	WRAPS_LENGTHS_AROUND(laxHead((text) -> text.replace("9223372036854775808", "9223372036854775807"))),

	PREFERS_THE_CODING(laxHead((text) -> text.replaceAll("(?i)content-length:[^\r]*\r\n", ""))),

	PREFERS_THE_LENGTH(laxHead((text) -> text.replaceAll("(?i)transfer-encoding:[^\r]*\r\n", ""))),

	FINDS_CHUNKED_ANYWHERE(
			laxHead((text) -> text.replaceAll("(?i)(transfer-encoding:)[^\r]*chunked[^\r]*", "$1 chunked"))),

	TAKES_CHUNKED_OF_HTTP_1_0(laxHead((text) -> text.replaceFirst(" HTTP/1\\.0", " HTTP/1.1"))),

	IGNORES_EXPECTATIONS(laxHead((text) -> text.replaceAll("(?i)(expect:)[^\r]*", "$1"))),

	TAKES_A_FIELD_TOO_MANY(
			(text, ends) -> EngineReading.head(text, OracleComparison.MAX_SIZE, OracleComparison.MAX_FIELDS + 1, ends),
			OracleComparison.REAL::chunks),

	TAKES_AN_OCTET_TOO_MANY(
			(text, ends) -> EngineReading.head(text, OracleComparison.MAX_SIZE + 1, OracleComparison.MAX_FIELDS, ends),
			OracleComparison.REAL::chunks),

	TAKES_AN_OCTET_TOO_FEW(
			(text, ends) -> EngineReading.head(text, OracleComparison.MAX_SIZE - 1, OracleComparison.MAX_FIELDS, ends),
			OracleComparison.REAL::chunks),

	SEES_THE_FIRST_OPTION_OF_CONNECTION_ALONE(
			wrongHead((text, outcome) -> text.matches("(?is).*connection:[^\r]*, *close.*")
					? outcome.replaceFirst("false (true|false) \\[", "true $1 [") : outcome)),

	INVITES_HTTP_1_0(wrongHead((text, outcome) -> text.matches("(?is).* HTTP/1\\.0\r.*100-continue.*")
			? outcome.replaceFirst("false \\[", "true [") : outcome)),

	KEEPS_THE_CASE_OF_HOSTS(wrongHead((text, outcome) -> outcome.replace(" a.example", " A.example"))),

	KEEPS_SPACE_BEHIND_VALUES(
			wrongHead((text, outcome) -> text.contains(" \r\n\r\n") ? outcome.replace("] ", " ] ") : outcome)),

	READS_ON_BEHIND_THE_HEAD(
			wrongHead((text, outcome) -> text.endsWith("GET") ? outcome.replaceFirst("\\d+$", "0") : outcome)),

	LOSES_A_RETURN_AT_A_CUT((text, ends) -> isCutBehind(text, '\r', ends) ? RequestOracle.REFUSED
			: OracleComparison.REAL.head(text, ends), OracleComparison.REAL::chunks),

	TAKES_SIGNS_OF_SIZES(laxChunks((text) -> text.replaceAll("(^|\r\n)[+-]", "$1"))),

	TAKES_SPACE_BEFORE_SIZES(laxChunks((text) -> text.replaceAll("(^|\r\n)[ \t]+", "$1"))),

	TAKES_BARE_LINE_FEEDS_BEHIND_SIZES(laxChunks((text) -> text.replaceAll("(^|\r\n)([0-9a-f]+)\n", "$1$2\r\n"))),

	TAKES_ANY_EXTENSION(laxChunks((text) -> text.replaceAll("(^|\r\n)([0-9a-fA-F]+)[ \t]*;[^\r\n]*", "$1$2"))),

	TAKES_ANY_NUMBER_OF_ZEROS(laxChunks((text) -> text.replaceAll("(^|\r\n)0{20}0+", "$10"))),

	UNFOLDS_TRAILERS(laxChunks((text) -> text.replaceAll("\r\n[ \t]+([^\r]+)", " $1"))),

	TAKES_SPACE_BEFORE_COLONS_OF_TRAILERS(laxChunks((text) -> text.replaceAll("(\r\n[!-9;-~]+)[ \t]+:", "$1:"))),

	TAKES_AN_OCTET_OF_DATA_TOO_MANY(OracleComparison.REAL::head,
			(text, ends) -> EngineReading.chunks(text, OracleComparison.MAX_DATA + 1, ends)),

	DROPS_THE_LAST_OCTET_OF_DATA(OracleComparison.REAL::head,
			(text, ends) -> OracleComparison.REAL.chunks(text, ends).replaceFirst("(?s)^(ends \\d+ .+).$", "$1")),

	ENDS_BEFORE_THE_TRAILERS(OracleComparison.REAL::head,
			(text, ends) -> text.contains("\r\n0\r\nX-")
					? OracleComparison.REAL.chunks(text, ends).replaceFirst("^ends \\d+", "ends 0")
					: OracleComparison.REAL.chunks(text, ends)),

	LOSES_A_SIZE_AT_A_CUT(OracleComparison.REAL::head, (text, ends) -> isCutBehind(text, '2', ends)
			? RequestOracle.REFUSED : OracleComparison.REAL.chunks(text, ends));

	/** Reads a text up to each of its ends. */
	private interface Reading {

		String outcome(String text, int... ends);

	}

	private final Reading heads;

	private final Reading chunks;

	PlantedDefect(Reading heads, Reading chunks) {
		this.heads = heads;
		this.chunks = chunks;
	}

	PlantedDefect(Reading[] both) {
		this(both[0], both[1]);
	}

	private static Reading[] laxHead(UnaryOperator<String> mending) {
		return new Reading[] { lax(OracleComparison.REAL::head, mending), OracleComparison.REAL::chunks };
	}

	private static Reading[] laxChunks(UnaryOperator<String> mending) {
		return new Reading[] { OracleComparison.REAL::head, lax(OracleComparison.REAL::chunks, mending) };
	}

	private static Reading lax(Reading real, UnaryOperator<String> mending) {
		return (text, ends) -> {
			String outcome = real.outcome(text, ends);
			if (!outcome.startsWith(RequestOracle.REFUSED)) {
				return outcome;
			}
			String mended = mending.apply(text);
			return real.outcome(mended, mended.length());
		};
	}

	private static Reading[] wrongHead(BinaryOperator<String> change) {
		return new Reading[] { (text, ends) -> change.apply(text, OracleComparison.REAL.head(text, ends)),
				OracleComparison.REAL::chunks };
	}

	private static boolean isCutBehind(String text, char octet, int... ends) {
		return Arrays.stream(ends).anyMatch((end) -> end > 0 && end < text.length() && text.charAt(end - 1) == octet);
	}

	@Override
	public String head(String text, int... ends) {
		return this.heads.outcome(text, ends);
	}

	@Override
	public String chunks(String text, int... ends) {
		return this.chunks.outcome(text, ends);
	}

}
