package io.jtornado.web;

import java.io.IOException;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * What lookups of static files have found within the last second, so that what is asked
 * for all the time is answered without a worker. All the rules are those of
 * {@link FileLookup}, which asks a {@link RememberedSource} in place of the disk; where
 * that does not know, a worker does.
 * <p>
 * <b>Threading:</b> shared by all loops.
 */
final class StaticFileCache {

	private static final long TRUSTED_NANOS = 1_000_000_000;

	private static final int MAX_ENTRIES = 16 * 1024;

	/** What an entry takes beside what is in its file. */
	private static final int ENTRY = 1024;

	private record Place(StaticFiles files, StaticPath path) {
	}

	private final BoundedCache<Place, RememberedSource> places;

	private final boolean off;

	StaticFileCache(long maxBytes) {
		this.places = new BoundedCache<>(MAX_ENTRIES, maxBytes, (source) -> ENTRY + source.bytes());
		this.off = maxBytes == 0;
	}

	/**
	 * The answer to a request, on its loop; null if a worker has to look.
	 * @throws HTTPException as {@link FileLookup#find}
	 */
	@Nullable FileAnswer find(FileLookup lookup, IOLoop loop) {
		if (this.off) {
			return null;
		}
		StaticFileStats stats = StaticFileStats.of(loop);
		RememberedSource known = this.places.get(new Place(lookup.files(), lookup.path()));
		if (known != null && loop.now() - known.since() < TRUSTED_NANOS) {
			try {
				FileAnswer answer = lookup.find(known);
				if (answer.version() != FileAnswer.Version.OTHER) { // may be the next one
					stats.hitCount.increment();
					return answer;
				}
			}
			catch (NotRememberedException | IOException ex) {
				// A worker looks.
			}
		}
		stats.missCount.increment();
		return null;
	}

	/** Keeps what a lookup has found, on the loop that has asked. */
	void put(FileLookup lookup, RememberedSource found, IOLoop loop) {
		if (!this.off) {
			Place place = new Place(lookup.files(), lookup.path());
			long more = this.places.put(place, found.and(this.places.get(place)));
			StaticFileStats.of(loop).heldCount.add(more);
		}
	}

}
