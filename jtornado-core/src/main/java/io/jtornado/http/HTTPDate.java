package io.jtornado.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * IMF-fixdate, the one form in which HTTP dates are written
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
	 * Reads an IMF-fixdate.
	 * @param text the field value
	 * @return milliseconds since 1970; empty if the text is anything else
	 */
	public static OptionalLong parse(String text) {
		try {
			LocalDateTime moment = LocalDateTime.parse(text, IMF_FIXDATE);
			return OptionalLong.of(moment.toInstant(ZoneOffset.UTC).toEpochMilli());
		}
		catch (DateTimeException ex) {
			return OptionalLong.empty();
		}
	}

}
