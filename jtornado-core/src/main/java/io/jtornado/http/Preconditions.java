package io.jtornado.http;

import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * Whether a GET or HEAD is to be answered with the representation that there is, by the
 * conditions of the request, in the order that
 * <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2">RFC 9110, 13.2.2</a>
 * wants:
 * <ol>
 * <li>If-Match, compared strongly, else it fails;</li>
 * <li>without it If-Unmodified-Since, else it fails;</li>
 * <li>If-None-Match, compared weakly, else nothing has been modified;</li>
 * <li>without it If-Modified-Since, else nothing has been modified.</li>
 * </ol>
 * A date that is none, or that there is nothing to compare with, counts as missing.
 * <p>
 * <b>Threading:</b> stateless.
 */
public final class Preconditions {

	/** What follows from the conditions. */
	public enum Outcome {

		/** The answer is as if there were no conditions. */
		HOLD,
		/** The client has it already: 304. */
		NOT_MODIFIED,
		/** The client has asked for something else than there is: 412. */
		FAIL

	}

	/** Where the fields of the request are found. */
	public interface Fields {

		/**
		 * Returns the value of a field.
		 * @param name the name, in any case
		 * @return the value, several lines joined by commas; null if there is none
		 */
		@Nullable String value(String name);

	}

	private static final long SECOND = 1000;

	private Preconditions() {
	}

	/**
	 * Evaluates the conditions.
	 * @param request the fields of a GET or HEAD
	 * @param tag the entity tag of what would be sent; null if it has none
	 * @param lastModified its Last-Modified; null if it has none
	 * @param now the reader's time, in milliseconds since 1970
	 * @return what follows from them
	 */
	public static Outcome evaluate(Fields request, @Nullable String tag, @Nullable String lastModified, long now) {
		String match = request.value("If-Match");
		boolean asked = (match != null) ? isAny(match) || (tag != null && EntityTags.matchesStrongly(match, tag))
				: !isLater(lastModified, request.value("If-Unmodified-Since"), now);
		if (!asked) {
			return Outcome.FAIL;
		}
		String noneMatch = request.value("If-None-Match");
		String since = request.value("If-Modified-Since");
		boolean has = (noneMatch != null)
				? isAny(noneMatch) || (tag != null && EntityTags.matchesWeakly(noneMatch, tag))
				: since != null && isEarlierOrSame(lastModified, since, now);
		return has ? Outcome.NOT_MODIFIED : Outcome.HOLD;
	}

	/**
	 * Tells whether the Range field of a request counts, by its If-Range: what the client
	 * has parts of must be what there is, to the byte
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5">RFC 9110,
	 * 13.1.5</a>). Tags are compared strongly; a date counts only if nothing can have
	 * changed within its second any more.
	 * @param ifRange the value of the field; null if there is none
	 * @param tag the entity tag of what would be sent; null if it has none
	 * @param lastModified its Last-Modified; null if it has none
	 * @param now the time of the answer, in milliseconds since 1970
	 * @return whether it counts, as it does without a condition
	 */
	public static boolean allowsRange(@Nullable String ifRange, @Nullable String tag, @Nullable String lastModified,
			long now) {
		if (ifRange == null) {
			return true;
		}
		if (tag != null && ifRange.equals(tag)) {
			return !tag.startsWith("W/");
		}
		OptionalLong moment = read(lastModified, now);
		OptionalLong asked = read(ifRange, now);
		return moment.isPresent() && asked.isPresent() && moment.getAsLong() == asked.getAsLong()
				&& now - moment.getAsLong() >= SECOND;
	}

	private static boolean isAny(String list) {
		return list.equals("*");
	}

	private static boolean isLater(@Nullable String one, @Nullable String other, long now) {
		OptionalLong moment = read(one, now);
		OptionalLong bound = read(other, now);
		return moment.isPresent() && bound.isPresent() && moment.getAsLong() > bound.getAsLong();
	}

	private static boolean isEarlierOrSame(@Nullable String one, String other, long now) {
		OptionalLong moment = read(one, now);
		OptionalLong bound = read(other, now);
		return moment.isPresent() && bound.isPresent() && moment.getAsLong() <= bound.getAsLong();
	}

	private static OptionalLong read(@Nullable String date, long now) {
		return (date != null) ? HTTPDate.parse(date, now) : OptionalLong.empty();
	}

}
