package io.jtornado.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Moments as HTTP writes them, always as IMF-fixdate, and as it has to read them, in
 * either of the two older forms too
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, 5.6.7</a>).
 * <p>
 * <b>Threading:</b> stateless.
 */
public final class HTTPDate {

	// RFC_1123_DATE_TIME will not do: it writes one-digit days.
	private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter
		.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private HTTPDate() {
	}

	/**
	 * Writes a moment.
	 * @param epochMillis milliseconds since 1970
	 * @return for example {@code Sun, 06 Nov 1994 08:49:37 GMT}
	 */
	public static String format(long epochMillis) {
		return IMF_FIXDATE.format(Instant.ofEpochMilli(epochMillis));
	}

	/**
	 * Reads {@code Sun, 06 Nov 1994 08:49:37 GMT}, {@code Sunday, 06-Nov-94 08:49:37 GMT}
	 * or {@code Sun Nov  6 08:49:37 1994}. Of the years that two digits can mean it is
	 * the latest that is at most 50 years ahead.
	 * @param text the field value
	 * @param now the reader's time, in milliseconds since 1970; matters for a year of two
	 * digits alone
	 * @return milliseconds since 1970; empty if the text is anything else
	 */
	public static OptionalLong parse(String text, long now) {
		return new HTTPDateReader(text, now).read();
	}

}
