package io.jtornado.http;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Field lines in the order they came, found by name in any case. Tornado's
 * {@code HTTPHeaders}. Unlike Tornado, names keep the case they were given instead of
 * being rewritten as {@code Http-Header-Case}.
 * <p>
 * What goes in is checked here and nowhere else: a name is a token, a value has no
 * control character but HTAB and none above U+00FF, so that no caller can end a line or
 * add one.
 * <p>
 * <b>Threading:</b> none of its own; it belongs to one request or answer and so to that
 * connection's loop.
 */
public final class HTTPHeaders implements Iterable<Map.Entry<String, String>> {

	/** Lines that most answers do with: each has its room from the start. */
	private static final int ROOM = 5;

	/** Names of any length. */
	private static final int ANY = -1;

	/** Name, value, name, value: one array, since every answer makes one. */
	private @Nullable String[] lines;

	private int used;

	/**
	 * A bit for each length, modulo 32, that a name has had: most names that are looked
	 * for are not there, and this says so without a look at the lines.
	 */
	private int lengths;

	/** Creates an empty set of fields. */
	public HTTPHeaders() {
		this.lines = new @Nullable String[2 * ROOM];
	}

	private HTTPHeaders(@Nullable String[] lines, int used, int lengths) {
		this.lines = lines;
		this.used = used;
		this.lengths = lengths;
	}

	/**
	 * Returns fields from names and values in turn.
	 * @param namesAndValues name, value, name, value
	 * @return a new set of fields
	 * @throws IllegalArgumentException if their count is odd or one of them is malformed
	 */
	public static HTTPHeaders of(String... namesAndValues) {
		if (namesAndValues.length % 2 != 0) {
			throw new IllegalArgumentException("A header name lacks its value");
		}
		HTTPHeaders headers = new HTTPHeaders();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			headers.add(namesAndValues[i], namesAndValues[i + 1]);
		}
		return headers;
	}

	/** Fields of a head that the parser has checked already. */
	static HTTPHeaders parsed(@Nullable String[] lines) {
		return new HTTPHeaders(lines, lines.length, ANY);
	}

	/**
	 * Adds a line, beside those of the same name.
	 * @param name a token
	 * @param value the value
	 * @throws IllegalArgumentException if either is malformed
	 */
	public void add(String name, String value) {
		check(name, value);
		append(name, value);
	}

	/**
	 * Sets the only line of this name.
	 * @param name a token
	 * @param value the value
	 * @throws IllegalArgumentException if either is malformed
	 */
	public void set(String name, String value) {
		check(name, value);
		int index = indexOf(name, 0);
		if (index < 0) {
			append(name, value);
			return;
		}
		this.lines[index + 1] = value;
		removeFrom(name, index + 2);
	}

	/**
	 * Removes every line of this name.
	 * @param name the name, in any case
	 */
	public void remove(String name) {
		removeFrom(name, 0);
	}

	/** Removes all lines. */
	public void clear() {
		Arrays.fill(this.lines, 0, this.used, null);
		this.used = 0;
		this.lengths = 0;
	}

	/**
	 * Makes these the lines of another, whose names and values need no second check.
	 * @param other the lines; it is not changed
	 */
	public void setAll(HTTPHeaders other) {
		if (other == this) {
			return;
		}
		clear();
		if (this.lines.length < other.used) {
			this.lines = new @Nullable String[Math.max(2 * ROOM, other.used)];
		}
		System.arraycopy(other.lines, 0, this.lines, 0, other.used);
		this.used = other.used;
		this.lengths = other.lengths;
	}

	/**
	 * Returns the value of a field, its lines joined by comma and space.
	 * @param name the name, in any case
	 * @return the value, or null if there is no such line
	 */
	public @Nullable String get(String name) {
		int index = indexOf(name, 0);
		if (index < 0) {
			return null;
		}
		String first = text(index + 1);
		return (indexOf(name, index + 2) < 0) ? first : String.join(", ", getList(name));
	}

	/**
	 * Returns the values of a field, a line each.
	 * @param name the name, in any case
	 * @return the values in order; empty if there is none
	 */
	public List<String> getList(String name) {
		List<String> values = new ArrayList<>();
		for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 2)) {
			values.add(text(i + 1));
		}
		return values;
	}

	/**
	 * Tells whether there is such a line.
	 * @param name the name, in any case
	 * @return whether one exists
	 */
	public boolean contains(String name) {
		return indexOf(name, 0) >= 0;
	}

	/**
	 * Tells whether the list in a field has a member.
	 * @param name the name of the field, in any case
	 * @param member the member, in any case
	 * @return whether it stands in one of its lines, alone or between commas
	 */
	public boolean hasMember(String name, String member) {
		for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 2)) {
			String list = text(i + 1);
			for (int start = 0; start < list.length();) {
				int end = Framing.memberEnd(list, start);
				if (Framing.isMember(list, start, end, member)) {
					return true;
				}
				start = end + 1;
			}
		}
		return false;
	}

	/**
	 * Returns the number of lines.
	 * @return 0 or more
	 */
	public int size() {
		return this.used / 2;
	}

	/**
	 * Returns the name in a line.
	 * @param line 0 to {@code size() - 1}
	 * @return the name as it was given
	 */
	public String name(int line) {
		return text(2 * line);
	}

	/**
	 * Returns the value in a line.
	 * @param line 0 to {@code size() - 1}
	 * @return the value
	 */
	public String value(int line) {
		return text(2 * line + 1);
	}

	/**
	 * Returns the names, each once, in lower case.
	 * @return a new set in order of first appearance
	 */
	public Set<String> names() {
		Set<String> names = new LinkedHashSet<>();
		for (int i = 0; i < this.used; i += 2) {
			names.add(text(i).toLowerCase(Locale.ROOT));
		}
		return names;
	}

	/**
	 * Returns a copy that changes independently.
	 * @return the copy
	 */
	public HTTPHeaders copy() {
		return new HTTPHeaders(Arrays.copyOf(this.lines, Math.max(this.used, 2)), this.used, this.lengths);
	}

	@Override
	public Iterator<Map.Entry<String, String>> iterator() {
		return new Iterator<>() {

			private int line;

			@Override
			public boolean hasNext() {
				return this.line < size();
			}

			@Override
			public Map.Entry<String, String> next() {
				if (!hasNext()) {
					throw new NoSuchElementException();
				}
				Map.Entry<String, String> entry = new SimpleImmutableEntry<>(name(this.line), value(this.line));
				this.line++;
				return entry;
			}

		};
	}

	/**
	 * The names alone: values may be cookies or credentials, and text like this ends in
	 * logs.
	 */
	@Override
	public String toString() {
		return "HTTPHeaders" + names();
	}

	private static void check(String name, String value) {
		if (!ABNF.isToken(name)) {
			throw new IllegalArgumentException("A header name must be a token; this one is not");
		}
		if (!ABNF.isFieldValue(value)) {
			throw new IllegalArgumentException("The value of header " + name
					+ " has a control character or one above U+00FF; encode it before it is set");
		}
	}

	private void append(String name, String value) {
		if (this.used == this.lines.length) {
			this.lines = Arrays.copyOf(this.lines, 2 * Math.max(ROOM, this.used));
		}
		this.lengths |= 1 << name.length();
		this.lines[this.used++] = name;
		this.lines[this.used++] = value;
	}

	private void removeFrom(String name, int from) {
		int kept = from;
		for (int i = from; i < this.used; i += 2) {
			if (!text(i).equalsIgnoreCase(name)) {
				this.lines[kept++] = this.lines[i];
				this.lines[kept++] = this.lines[i + 1];
			}
		}
		Arrays.fill(this.lines, kept, this.used, null);
		this.used = kept;
	}

	private int indexOf(String name, int from) {
		if ((this.lengths & 1 << name.length()) == 0) {
			return -1;
		}
		for (int i = from; i < this.used; i += 2) {
			if (text(i).equalsIgnoreCase(name)) {
				return i;
			}
		}
		return -1;
	}

	private String text(int index) {
		String text = (index < this.used) ? this.lines[index] : null;
		if (text == null) {
			throw new IndexOutOfBoundsException("There are " + size() + " header lines");
		}
		return text;
	}

}
