package io.jtornado.web;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * What was found under a name at one moment.
 * <p>
 * <b>Threading:</b> immutable; files are opened on workers.
 */
interface StoredFile {

	/** Whether it is a directory: nothing else can be asked of one. */
	boolean directory();

	/** Its length in bytes. */
	long size();

	/** When it was modified, in nanoseconds since 1970, as exactly as is known. */
	long modified();

	/** What tells it from another file under the same name; null if nothing does. */
	@Nullable Object key();

	/** Whether this process may read it, as far as can be told without opening it. */
	default boolean readable() {
		return true;
	}

	/** Whether it can be read in its order alone. */
	default boolean sequential() {
		return false;
	}

	/** All of it, if it is held in memory. */
	byte @Nullable [] bytes();

	/**
	 * Opens it.
	 * @throws java.nio.file.NoSuchFileException if it has gone meanwhile
	 */
	FileContent open() throws IOException;

	/**
	 * Whether who writes to it from now on gives it another time.
	 * @param now in milliseconds since 1970
	 */
	default boolean settled(long now) {
		return now - TimeUnit.NANOSECONDS.toMillis(modified()) >= Representation.UNCERTAIN_MILLIS;
	}

	/** Whether the other is still this one, and nobody has written to it. */
	default boolean same(@Nullable StoredFile other) {
		return other != null && !other.directory() && size() == other.size() && modified() == other.modified()
				&& Objects.equals(key(), other.key());
	}

}
