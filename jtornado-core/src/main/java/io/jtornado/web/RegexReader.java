package io.jtornado.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads a route's regular expression once from left to right: translates what Java spells
 * differently, and notes the groups, the literal text around them, and what every match
 * begins with.
 */
final class RegexReader {

	/**
	 * A group of one or more characters that are no slash, as they are mostly written.
	 */
	private static final Pattern SEGMENT_GROUP = Pattern.compile(
			"\\((?:\\?P?<\\w+>)?(?:\\\\[dw]|\\[\\^/]|\\[(?:[A-Za-z0-9]-[A-Za-z0-9]|\\\\[dw.-]|[A-Za-z0-9_.~%])+-?])"
					+ "(?:\\+|\\{[1-9]\\d*(?:,\\d*)?})\\)");

	private final String pattern;

	private final StringBuilder regex = new StringBuilder();

	private final List<@Nullable String> names = new ArrayList<>();

	private final List<String> literals = new ArrayList<>();

	private StringBuilder literal = new StringBuilder(); // since the last group

	private @Nullable String obstacle; // to reversing

	private final StringBuilder stem = new StringBuilder();

	private boolean stemEnded;

	private int depth;

	private int at;

	private RegexReader(String pattern) {
		this.pattern = pattern;
	}

	static RegexReader read(String pattern) {
		RegexReader reader = new RegexReader(pattern);
		while (reader.at < pattern.length()) {
			reader.readNext(pattern.charAt(reader.at));
		}
		reader.literals.add(reader.literal.toString());
		return reader;
	}

	private void readNext(char c) {
		switch (c) {
			case '\\' -> readEscape();
			case '[' -> readCharacterClass();
			case '(' -> readOpening();
			case ')' -> readClosing();
			case '{' -> readBrace();
			case '^', '$' -> readAnchor(c);
			case '*', '+', '?' -> readQuantifier(c);
			case '|' -> readAlternative();
			default -> readLiteral(c);
		}
	}

	private void readEscape() {
		char escaped = (this.at + 1 < this.pattern.length()) ? this.pattern.charAt(this.at + 1) : ' ';
		if (escaped == 'Q') {
			int end = this.pattern.indexOf("\\E", this.at + 2);
			int stop = (end >= 0) ? end : this.pattern.length();
			appendLiteral(this.pattern.substring(this.at + 2, stop));
			copyTo(Math.min(stop + 2, this.pattern.length()));
		}
		else if (Character.isLetterOrDigit(escaped)) {
			obstruct("'\\" + escaped + "' stands outside of its groups");
			copyTo(endOfLetterEscape(escaped));
		}
		else {
			appendLiteral(String.valueOf(escaped));
			copyTo(this.at + 2);
		}
	}

	/**
	 * {@code \p{Alpha}}, {@code \x{1F}}, {@code \k<name>}: what looks like a group is
	 * none.
	 */
	private int endOfLetterEscape(char escaped) {
		int after = this.at + 2;
		if (after < this.pattern.length() && "pPxNk".indexOf(escaped) >= 0) {
			char open = this.pattern.charAt(after);
			int close = (open == '{' || open == '<') ? this.pattern.indexOf((open == '{') ? '}' : '>', after) : -1;
			return (close >= 0) ? close + 1 : after;
		}
		return Math.min(after, this.pattern.length());
	}

	private void readCharacterClass() {
		obstruct("a character class stands outside of its groups");
		int nested = 0;
		int end = this.at;
		do {
			char c = this.pattern.charAt(end);
			nested += (c == '[') ? 1 : (c == ']' && end > this.at + 1) ? -1 : 0;
			end += (c == '\\') ? 2 : 1;
		}
		while (nested > 0 && end < this.pattern.length());
		copyTo(Math.min(end, this.pattern.length()));
	}

	private void readOpening() {
		addSegment(SEGMENT_GROUP.matcher(this.pattern).region(this.at, this.pattern.length()).lookingAt());
		boolean special = this.pattern.startsWith("(?", this.at);
		int nameAt = nameStart();
		if (special && this.pattern.startsWith("(?P=", this.at)) {
			readBackReference();
			return;
		}
		if (this.depth > 0 || (special && nameAt < 0)) {
			this.obstacle = "its groups are nested, or not all of them capture";
		}
		this.depth++;
		if (nameAt < 0) {
			openUnnamed(special);
			return;
		}
		int end = GroupNames.endOfName(this.pattern, nameAt);
		openGroup(GroupNames.unique(this.pattern, this.pattern.substring(nameAt + 1, end), this.names));
		this.at = end + 1;
	}

	private void openUnnamed(boolean special) {
		if (special) {
			copyTo(this.at + 2);
		}
		else {
			openGroup(null);
			this.at++;
		}
	}

	private void openGroup(@Nullable String name) {
		this.names.add(name);
		this.regex.append((name != null) ? "(?<" + GroupNames.forRegex(name) + ">" : "(");
		if (this.depth == 1) {
			this.literals.add(this.literal.toString());
			this.literal = new StringBuilder();
		}
	}

	/**
	 * The index of the angle bracket before a group's name, or -1; {@code (?P<x>} is
	 * Python's spelling.
	 */
	private int nameStart() {
		int angle = this.pattern.startsWith("(?<", this.at) ? this.at + 2
				: this.pattern.startsWith("(?P<", this.at) ? this.at + 3 : -1;
		return (angle >= 0 && GroupNames.endOfName(this.pattern, angle) >= 0) ? angle : -1;
	}

	private void readBackReference() {
		obstruct("it refers back to a group");
		int equals = this.at + 3;
		int close = this.pattern.indexOf(')', equals);
		int end = (close >= 0) ? close : this.pattern.length();
		String name = this.pattern.substring(equals + 1, end);
		this.regex.append("\\k<").append(GroupNames.forRegex(name)).append('>');
		this.at = Math.min(end + 1, this.pattern.length());
	}

	private void readClosing() {
		this.depth--;
		copyTo(this.at + 1);
	}

	private void readBrace() {
		int end = GroupNames.endOfName(this.pattern, this.at);
		if (end < 0) {
			endStem(1);
			obstruct("a quantifier stands outside of its groups");
			copyTo(this.at + 1);
			return;
		}
		addSegment(true);
		this.depth++;
		openGroup(GroupNames.unique(this.pattern, this.pattern.substring(this.at + 1, end), this.names));
		this.regex.append("[^/]+)");
		this.depth--;
		this.at = end + 1;
	}

	private void readAnchor(char anchor) {
		boolean edge = (anchor == '^') ? this.at == 0 : this.at == this.pattern.length() - 1;
		if (!edge) {
			obstruct("'" + anchor + "' stands inside of it");
		}
		copyTo(this.at + 1);
	}

	private void readQuantifier(char quantifier) {
		endStem(1);
		obstruct("'" + quantifier + "' stands outside of its groups");
		copyTo(this.at + 1);
	}

	private void readAlternative() {
		if (this.depth == 0) {
			this.stem.setLength(0);
			this.stemEnded = true;
		}
		obstruct("'|' stands outside of its groups");
		copyTo(this.at + 1);
	}

	private void readLiteral(char c) {
		if (c == '.') {
			endStem(0);
		}
		appendLiteral(String.valueOf(c));
		copyTo(this.at + 1);
	}

	private void appendLiteral(String text) {
		if (this.depth == 0) {
			this.literal.append(text);
			if (endsWithSegment() && !text.startsWith("/")) {
				endStem(0);
			}
			if (!this.stemEnded) {
				this.stem.append(text);
			}
		}
	}

	/** A group begins: as far as it is known, it takes the rest of its segment. */
	private void addSegment(boolean known) {
		if (!known || endsWithSegment()) {
			endStem(0);
		}
		else if (this.depth == 0 && !this.stemEnded) {
			this.stem.append(PathPattern.SEGMENT);
		}
	}

	private boolean endsWithSegment() {
		int length = this.stem.length();
		return length > 0 && this.stem.charAt(length - 1) == PathPattern.SEGMENT;
	}

	private void obstruct(String reason) {
		endStem(0);
		if (this.depth == 0 && this.obstacle == null) {
			this.obstacle = reason;
		}
	}

	/**
	 * Ends what every match begins with; a quantifier takes its last character back.
	 * Inside of a group it has ended before, or goes on after it.
	 */
	private void endStem(int takenBack) {
		if (this.depth == 0 && !this.stemEnded) {
			this.stem.setLength(Math.max(0, this.stem.length() - takenBack));
			this.stemEnded = true;
		}
	}

	private void copyTo(int end) {
		this.regex.append(this.pattern, this.at, end);
		this.at = end;
	}

	String regex() {
		return this.regex.toString();
	}

	List<@Nullable String> groupNames() {
		return this.names;
	}

	String stem() {
		return this.stem.toString();
	}

	/** Whether the whole pattern is literal text: its stem. */
	boolean isLiteral() {
		return !this.stemEnded && this.names.isEmpty();
	}

	ReversePath reversePath() {
		return (this.obstacle != null) ? ReversePath.impossible(this.obstacle)
				: ReversePath.of(List.copyOf(this.literals));
	}

}
