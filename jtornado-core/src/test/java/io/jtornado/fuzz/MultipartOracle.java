package io.jtornado.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second, slow reader of multipart bodies whose boundary is "b", to be compared with
 * RFC 2046, 5.1.1 and RFC 7578, 4.2 line by line: it cuts the whole body at its
 * delimiters first, and looks at what lies between them afterwards.
 */
final class MultipartOracle {

	private static final String DELIMITER = "\r\n--b";

	private static final int MAX_LINES = 32;

	private static final String PADDING = "(?<padding>[ \\t]*)";

	private static final Pattern LAST = Pattern.compile("(?s)--" + PADDING + "(?:\r\n.*)?");

	/** A line that begins like a delimiter is no field, whatever follows. */
	private static final String LINE = "(?!--)" + Grammar.FIELD_LINE.replaceAll("\\?<\\w+>", "?:") + "\r\n";

	private static final Pattern PART = Pattern
		.compile("(?s)" + PADDING + "\r\n(?<lines>(?>" + LINE + ")*)(?:\r\n(?<data>.*))?");

	private static final Pattern FIELD = Pattern.compile(Grammar.FIELD_LINE + "\r\n");

	/** As in RFC 9110, 5.6.4, but for backslashes in front of anything but these two. */
	private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\[\"\\\\]|\\\\(?![\"\\\\]))*+\"";

	private static final String PARAMETER = "(?<key>" + Grammar.TOKEN + ")=(?<value>" + Grammar.TOKEN + "|" + QUOTED
			+ ")";

	private static final Pattern PARAMETERS = Pattern.compile("(?s)(?<type>[^;]*?)[ \\t]*(?<all>(?>;[ \\t]*(?:"
			+ PARAMETER.replaceAll("\\?<\\w+>", "?:") + ")?[ \\t]*)*)");

	private static final Pattern NEXT = Pattern.compile("(?s);[ \\t]*(?:" + PARAMETER + ")?[ \\t]*");

	private static final Pattern EXTENDED = Pattern.compile(
			"(?i)(?<charset>utf-8|iso-8859-1)'[^']*'" + "(?<chars>(?:%[0-9A-Fa-f]{2}|[!#$&+\\-.^_`|~0-9A-Za-z])*)");

	private final int maxParts;

	private final int maxHead;

	private static final class Refused extends Exception {

		private static final long serialVersionUID = 1L;

	}

	MultipartOracle(int maxParts, int maxHead) {
		this.maxParts = maxParts;
		this.maxHead = maxHead;
	}

	String read(String body) {
		try {
			return parts(body);
		}
		catch (Refused ex) {
			return MultipartReading.REFUSED;
		}
	}

	private String parts(String body) throws Refused {
		String text = "\r\n" + body;
		int at = text.indexOf(DELIMITER);
		StringBuilder parts = new StringBuilder();
		int count = 0;
		while (at >= 0) {
			String rest = text.substring(at + DELIMITER.length());
			if (rest.startsWith("--")) {
				checkPadding(matched(LAST, rest));
				return parts.toString();
			}
			// What ends a part may be what ends its header.
			at = text.indexOf(DELIMITER, at + DELIMITER.length());
			String segment = (at >= 0) ? rest.substring(0, rest.indexOf(DELIMITER)) : "";
			if (++count > this.maxParts) {
				throw new Refused();
			}
			parts.append(part(segment));
		}
		throw new Refused();
	}

	private void checkPadding(Matcher line) throws Refused {
		if (line.group("padding").length() > this.maxHead) {
			throw new Refused();
		}
	}

	private String part(String segment) throws Refused {
		Matcher part = matched(PART, segment);
		checkPadding(part);
		String lines = part.group("lines");
		if (lines.length() + 2 > this.maxHead) {
			throw new Refused();
		}
		Map<String, List<String>> fields = fields(lines);
		String disposition = only(fields, "content-disposition", "");
		if (!only(fields, "content-transfer-encoding", "binary").toLowerCase(Locale.ROOT).matches("7bit|8bit|binary")) {
			throw new Refused();
		}
		Map<String, String> parameters = parameters(disposition);
		String name = parameters.getOrDefault("name", "");
		if (name.isEmpty()) {
			throw new Refused();
		}
		String data = part.group("data");
		return MultipartReading.part(text(name, StandardCharsets.UTF_8), filename(parameters),
				only(fields, "content-type", "application/unknown"), (data != null) ? data : "");
	}

	private static Map<String, List<String>> fields(String lines) throws Refused {
		Map<String, List<String>> fields = new HashMap<>();
		Matcher field = FIELD.matcher(lines);
		int count = 0;
		while (field.find()) {
			if (++count > MAX_LINES) {
				throw new Refused();
			}
			fields.computeIfAbsent(field.group("name").toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(field.group("value"));
		}
		return fields;
	}

	private static String only(Map<String, List<String>> fields, String name, String otherwise) throws Refused {
		List<String> values = fields.getOrDefault(name, List.of(otherwise));
		if (values.size() > 1) {
			throw new Refused();
		}
		return values.get(0);
	}

	private static Map<String, String> parameters(String disposition) throws Refused {
		Matcher whole = matched(PARAMETERS, disposition);
		if (!whole.group("type").equalsIgnoreCase("form-data")) {
			throw new Refused();
		}
		Map<String, String> parameters = new HashMap<>();
		Matcher next = NEXT.matcher(whole.group("all"));
		while (next.find()) {
			String key = next.group("key");
			if (key != null && parameters.put(key.toLowerCase(Locale.ROOT), unquoted(next.group("value"))) != null) {
				throw new Refused();
			}
		}
		return parameters;
	}

	private static String unquoted(String value) {
		return value.startsWith("\"") ? value.substring(1, value.length() - 1).replaceAll("\\\\([\"\\\\])", "$1")
				: value;
	}

	private static String filename(Map<String, String> parameters) throws Refused {
		String extended = parameters.get("filename*");
		String filename = (extended != null) ? extended(extended)
				: text(parameters.getOrDefault("filename", ""), StandardCharsets.UTF_8);
		return filename.isEmpty() ? null : filename;
	}

	private static String extended(String value) throws Refused {
		Matcher extended = matched(EXTENDED, value);
		String chars = Pattern.compile("%(..)")
			.matcher(extended.group("chars"))
			.replaceAll((escape) -> Matcher.quoteReplacement("" + (char) Integer.parseInt(escape.group(1), 16)));
		return text(chars, Charset.forName(extended.group("charset")));
	}

	private static String text(String octets, Charset charset) throws Refused {
		try {
			String text = charset.newDecoder()
				.decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
			if (text.chars().anyMatch((c) -> c < ' ' || (c >= 0x7f && c < 0xa0))) {
				throw new Refused();
			}
			return text;
		}
		catch (CharacterCodingException ex) {
			throw new Refused();
		}
	}

	private static Matcher matched(Pattern pattern, String text) throws Refused {
		Matcher matcher = pattern.matcher(text);
		if (!matcher.matches()) {
			throw new Refused();
		}
		return matcher;
	}

}
