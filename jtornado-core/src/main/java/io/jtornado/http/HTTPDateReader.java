package io.jtornado.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

/**
 * The three forms of a date, by the columns in which their parts stand.
 *
 * <pre>
 * IMF-fixdate  = day-name "," SP day SP month SP 4DIGIT SP time-of-day SP "GMT"
 * rfc850-date  = day-name-l "," SP day "-" month "-" 2DIGIT SP time-of-day SP "GMT"
 * asctime-date = day-name SP month SP ( 2DIGIT / SP DIGIT ) SP time-of-day SP 4DIGIT
 * </pre>
 */
final class HTTPDateReader {

	private static final List<String> DAYS = List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
			"Sunday");

	private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

	private static final int YEARS_AHEAD = 50;

	private static final int LEAP_SECOND = 60;

	/** With the number of characters behind the name of the day. */
	private enum Form {

		FIXDATE(25), RFC850(23), ASCTIME(21);

		private final int length;

		Form(int length) {
			this.length = length;
		}

	}

	private final String text;

	private final long now;

	private final Form form;

	/** Where the name of the day ends, and where the rest begins. */
	private final int dayEnd;

	private final int start;

	/** 1 for a leap second: no clock here knows it, so that it is the next one. */
	private int leap;

	/** Whether the text is of its form as far as it has been read. */
	private boolean fits;

	HTTPDateReader(String text, long now) {
		int comma = text.indexOf(',');
		this.text = text;
		this.now = now;
		this.dayEnd = (comma < 0) ? 3 : comma;
		this.start = (comma < 0) ? 3 : comma + 1;
		this.form = switch (comma) {
			case -1 -> Form.ASCTIME;
			case 3 -> Form.FIXDATE;
			default -> Form.RFC850;
		};
	}

	OptionalLong read() {
		this.fits = this.text.length() - this.start == this.form.length;
		if (!this.fits) {
			return OptionalLong.empty();
		}
		try {
			LocalDateTime moment = switch (this.form) {
				case FIXDATE -> readFixdate();
				case RFC850 -> readRFC850();
				case ASCTIME -> readAsctime();
			};
			if (!this.fits || !isDay(moment.toLocalDate())) {
				return OptionalLong.empty();
			}
			return OptionalLong.of(moment.plusSeconds(this.leap).toInstant(ZoneOffset.UTC).toEpochMilli());
		}
		catch (DateTimeException ex) { // a 31st of February
			return OptionalLong.empty();
		}
	}

	private LocalDateTime readFixdate() {
		demand(0, " ");
		demand(3, " ");
		demand(7, " ");
		demand(12, " ");
		demand(21, " GMT");
		return at(LocalDate.of(number(8, 4), month(4), number(1, 2)), 13);
	}

	private LocalDateTime readRFC850() {
		demand(0, " ");
		demand(3, "-");
		demand(7, "-");
		demand(10, " ");
		demand(19, " GMT");
		LocalDateTime latest = LocalDateTime.ofInstant(Instant.ofEpochMilli(this.now), ZoneOffset.UTC)
			.plusYears(YEARS_AHEAD);
		int year = latest.getYear() - Math.floorMod(latest.getYear() - number(8, 2), 100);
		LocalDateTime moment = at(LocalDate.of(year, month(4), number(1, 2)), 11);
		return moment.isAfter(latest) ? moment.minusYears(100) : moment;
	}

	private LocalDateTime readAsctime() {
		demand(0, " ");
		demand(4, " ");
		demand(7, " ");
		demand(16, " ");
		int day = (charAt(5) == ' ') ? number(6, 1) : number(5, 2);
		return at(LocalDate.of(number(17, 4), month(1), day), 8);
	}

	private LocalDateTime at(LocalDate date, int column) {
		demand(column + 2, ":");
		demand(column + 5, ":");
		int second = number(column + 6, 2);
		this.leap = (second == LEAP_SECOND) ? 1 : 0;
		return date.atTime(number(column, 2), number(column + 3, 2), second - this.leap);
	}

	private boolean isDay(LocalDate date) {
		String day = DAYS.get(date.getDayOfWeek().getValue() - 1);
		return this.text.substring(0, this.dayEnd).equals((this.form == Form.RFC850) ? day : day.substring(0, 3));
	}

	private int month(int column) {
		int index = MONTHS.indexOf(this.text.substring(this.start + column, this.start + column + 3));
		this.fits &= index >= 0 && index % 3 == 0;
		return index / 3 + 1;
	}

	private int number(int column, int digits) {
		int number = 0;
		for (int i = column; i < column + digits; i++) {
			int digit = charAt(i) - '0';
			this.fits &= digit >= 0 && digit <= 9;
			number = 10 * number + digit;
		}
		return number;
	}

	private void demand(int column, String wanted) {
		this.fits &= this.text.startsWith(wanted, this.start + column);
	}

	private char charAt(int column) {
		return this.text.charAt(this.start + column);
	}

}
