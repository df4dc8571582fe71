package io.jtornado.fuzz;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.IntStream;

/**
 * Calls of the JDK that take longer the more they are given, each with its price. A
 * method stands for the one of the same name; its first parameter is the receiver of a
 * method that is not static.
 */
public final class MeteredCalls {

	private MeteredCalls() {
	}

	// Copies

	public static void arraycopy(Object source, int from, Object target, int to, int length) {
		Operations.steps(length);
		System.arraycopy(source, from, target, to, length);
	}

	public static void fill(Object[] array, int from, int to, Object value) {
		Operations.steps(to - from);
		Arrays.fill(array, from, to, value);
	}

	public static boolean equals(byte[] a, int from, int to, byte[] b) {
		Operations.steps(Math.min(to - from, b.length));
		return Arrays.equals(Arrays.copyOfRange(a, from, to), b);
	}

	public static ByteBuffer put(ByteBuffer target, byte[] source, int from, int length) {
		Operations.steps(length);
		return target.put(source, from, length);
	}

	public static ByteBuffer put(ByteBuffer target, byte[] source) {
		Operations.steps(source.length);
		return target.put(source);
	}

	public static ByteBuffer put(ByteBuffer target, ByteBuffer source) {
		Operations.steps(source.remaining());
		return target.put(source);
	}

	public static ByteBuffer get(ByteBuffer source, byte[] target) {
		Operations.steps(target.length);
		return source.get(target);
	}

	public static ByteBuffer get(ByteBuffer source, int index, byte[] target, int from, int length) {
		Operations.steps(length);
		return source.get(index, target, from, length);
	}

	public static CharBuffer decode(CharsetDecoder decoder, ByteBuffer source) throws CharacterCodingException {
		Operations.steps(source.remaining());
		return decoder.decode(source);
	}

	public static void getBytes(String text, int from, int to, byte[] target, int at) {
		Operations.steps(to - from);
		for (int i = from; i < to; i++) {
			target[at + i - from] = (byte) text.charAt(i);
		}
	}

	public static StringBuilder append(StringBuilder builder, String text) {
		Operations.result(text);
		return builder.append(text);
	}

	public static StringBuilder append(StringBuilder builder, CharSequence text, int from, int to) {
		Operations.steps(to - from);
		return builder.append(text, from, to);
	}

	public static StringBuilder insert(StringBuilder builder, int at, String text) {
		Operations.steps(builder.length() + text.length());
		return builder.insert(at, text);
	}

	// Comparisons and searches

	public static boolean equals(String text, Object other) {
		Operations.steps((other instanceof String string && string.length() == text.length()) ? text.length() : 0);
		return text.equals(other);
	}

	public static boolean equalsIgnoreCase(String text, String other) {
		Operations.steps((other != null && other.length() == text.length()) ? text.length() : 0);
		return text.equalsIgnoreCase(other);
	}

	public static boolean startsWith(String text, String start) {
		Operations.steps(start.length());
		return text.startsWith(start);
	}

	public static boolean startsWith(String text, String start, int at) {
		Operations.steps(start.length());
		return text.startsWith(start, at);
	}

	public static boolean endsWith(String text, String end) {
		Operations.steps(end.length());
		return text.endsWith(end);
	}

	public static boolean regionMatches(String text, boolean ignoreCase, int at, String other, int from, int length) {
		Operations.steps(length);
		return text.regionMatches(ignoreCase, at, other, from, length);
	}

	public static boolean regionMatches(String text, int at, String other, int from, int length) {
		Operations.steps(length);
		return text.regionMatches(at, other, from, length);
	}

	public static int indexOf(String text, int c) {
		return indexOf(text, c, 0);
	}

	public static int indexOf(String text, int c, int from) {
		return found(text, text.indexOf(c, from), from);
	}

	public static int indexOf(String text, String part) {
		return indexOf(text, part, 0);
	}

	public static int indexOf(String text, String part, int from) {
		return found(text, text.indexOf(part, from), from);
	}

	public static int indexOf(StringBuilder text, String part) {
		return found(text, text.indexOf(part), 0);
	}

	public static boolean contains(String text, CharSequence part) {
		return indexOf(text, part.toString(), 0) >= 0;
	}

	public static int lastIndexOf(String text, int c) {
		int at = text.lastIndexOf(c);
		Operations.steps(text.length() - at);
		return at;
	}

	public static int lastIndexOf(String text, String part, int from) {
		int at = text.lastIndexOf(part, from);
		Operations.steps(from - at);
		return at;
	}

	private static int found(CharSequence text, int at, int from) {
		Operations.steps(((at < 0) ? text.length() : at) - from);
		return at;
	}

	public static boolean matches(String text, String regex) {
		Operations.steps(text.length());
		return text.matches(regex);
	}

	public static boolean matches(Matcher matcher) {
		Operations.steps(matcher.regionEnd() - matcher.regionStart());
		return matcher.matches();
	}

	public static String[] split(String text, String regex, int limit) {
		Operations.steps(text.length());
		return text.split(regex, limit);
	}

	public static IntStream chars(String text) {
		Operations.steps(text.length());
		return text.chars();
	}

	// Collections

	public static <T> List<T> copyOf(Collection<T> source) {
		Operations.steps(source.size());
		return List.copyOf(source);
	}

	public static <T> boolean addAll(List<T> list, Collection<T> more) {
		Operations.steps(more.size());
		return list.addAll(more);
	}

	public static int indexOf(List<?> list, Object element) {
		Operations.steps(list.size());
		return list.indexOf(element);
	}

	public static boolean contains(List<?> list, Object element) {
		Operations.steps(list.size());
		return list.contains(element);
	}

	public static boolean remove(Deque<?> queue, Object element) {
		Operations.steps(queue.size());
		return queue.remove(element);
	}

	public static boolean remove(ArrayDeque<?> queue, Object element) {
		Operations.steps(queue.size());
		return queue.remove(element);
	}

}
