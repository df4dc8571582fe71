package io.jtornado.web;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import io.jtornado.http.HTTPDate;
import org.jspecify.annotations.Nullable;

/**
 * A file as one client gets it, with the validators of that.
 *
 * @param variant which of its forms
 * @param tag the entity tag
 * @param lastModified the value of Last-Modified; null if nobody knows
 */
record Representation(Variant variant, String tag, @Nullable String lastModified) {

	/**
	 * The beginning of 1981. Builds that are to be the same every time give all files the
	 * time 0, or the first that a zip file knows: who relies on it sees no change.
	 */
	private static final long FIRST_DATE = TimeUnit.SECONDS.toNanos(347_155_200);

	/**
	 * So long a file may be written to again without a new time
	 * (https://www.rfc-editor.org/rfc/rfc9110#section-8.8.2.2).
	 */
	static final long UNCERTAIN_MILLIS = 2000;

	/**
	 * One of the forms of a file.
	 *
	 * @param path its path, with the ending of its coding
	 * @param file what was found there
	 * @param coding how it is coded; null if it is as it is
	 * @param varies whether others may get the file in another coding
	 */
	record Variant(StaticPath path, StoredFile file, @Nullable String coding, boolean varies) {
	}

	/**
	 * Makes the validators: of length and time, so that no large file is read for them,
	 * or of what is in the file where its time says nothing.
	 */
	static Representation of(Variant variant, ContentVersions versions, long now) throws IOException {
		StoredFile file = variant.file();
		String ending = (variant.coding() != null) ? "-" + variant.coding() + "\"" : "\"";
		if (file.modified() < FIRST_DATE) {
			return new Representation(variant, "\"" + versions.of(variant.path().toString(), file) + ending, null);
		}
		long millis = TimeUnit.NANOSECONDS.toMillis(file.modified());
		String tag = "\"" + Long.toHexString(file.modified()) + "-" + Long.toHexString(file.size()) + ending;
		// Servers must not send one that is later than now.
		String lastModified = HTTPDate.format(Math.min(millis, now));
		return new Representation(variant, file.settled(now) ? tag : "W/" + tag, lastModified);
	}

	/** Whether the tag is of this very content. */
	boolean certain() {
		return !this.tag.startsWith("W/");
	}

	StoredFile file() {
		return this.variant.file();
	}

}
