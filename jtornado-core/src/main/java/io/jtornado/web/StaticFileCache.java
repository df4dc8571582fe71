package io.jtornado.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.jtornado.ioloop.IOLoop;
import org.jspecify.annotations.Nullable;

/**
 * What lookups of static files have found within the last second, so that what is asked
 * for all the time is answered without a worker. All the rules are those of
 * {@link FileLookup}, which asks a {@link RememberedSource} in place of the disk; where
 * that does not know, a worker does.
 * <p>
 * When the second is over one request has a worker look again, and the others are
 * answered as before until that has come back, for one more second. What nobody has asked
 * for in ten seconds is given back.
 * <p>
 * <b>Threading:</b> shared by all loops; an answer from it has no lock.
 */
final class StaticFileCache {

	private static final long TRUSTED_NANOS = 1_000_000_000;

	private static final long KEPT_NANOS = 10 * TRUSTED_NANOS;

	private static final int MAX_ENTRIES = 16 * 1024;

	/** What an entry takes beside its path and what is in its file. */
	private static final int ENTRY = 1024;

	private static final Duration SWEEP = Duration.ofSeconds(1);

	/** What is given back at a time: whoever puts waits meanwhile. */
	private static final int SWEPT = 2048;

	private record Place(StaticFiles files, StaticPath path) {
	}

	/**
	 * What is known of a place.
	 *
	 * @param renewed whether somebody has gone to look again
	 */
	private record Entry(RememberedSource source, long weight, AtomicBoolean renewed) {

		static Entry of(Place place, RememberedSource source) {
			return new Entry(source, ENTRY + place.path.weight() + source.bytes(), new AtomicBoolean());
		}

		boolean isTrusted(long now) {
			long age = now - this.source.since();
			return age < TRUSTED_NANOS || (age < 2 * TRUSTED_NANOS && !renews());
		}

		private boolean renews() {
			return !this.renewed.get() && this.renewed.compareAndSet(false, true);
		}

	}

	private final BoundedCache<Place, Entry> places;

	private final boolean off;

	private boolean sweeping;

	private long nextSweep;

	StaticFileCache(long maxBytes) {
		this.places = new BoundedCache<>(MAX_ENTRIES, maxBytes, Entry::weight);
		this.off = maxBytes == 0;
	}

	/**
	 * The answer to a request, on its loop; null if a worker has to look.
	 * @throws HTTPException as {@link FileLookup#ask}
	 */
	@Nullable FileAnswer find(FileLookup lookup, IOLoop loop) {
		if (this.off) {
			return null;
		}
		StaticFileStats stats = StaticFileStats.of(loop);
		Entry known = this.places.get(placeOf(lookup));
		if (known != null && known.isTrusted(loop.clock().nanoTime())) {
			try {
				FileAnswer answer = lookup.ask(known.source);
				if (answer.version() != FileAnswer.Version.OTHER) { // may be the next one
					stats.hitCount.increment();
					return answer;
				}
			}
			catch (HTTPException ex) {
				stats.hitCount.increment();
				throw ex;
			}
			catch (NotRememberedException | IOException ex) {
				// A worker looks.
			}
		}
		stats.missCount.increment();
		return null;
	}

	/** What notes what a worker finds; null if nothing is kept. */
	@Nullable RecordingSource record(FileLookup lookup) {
		return this.off ? null : new RecordingSource(lookup.files().source());
	}

	/** Keeps what a lookup has found, on the loop that has asked. */
	void put(FileLookup lookup, RememberedSource found, IOLoop loop) {
		Place place = placeOf(lookup);
		if (loop.clock().nanoTime() - found.since() < TRUSTED_NANOS) {
			change(place, loop, (former) -> {
				if (former == null) {
					return Entry.of(place, found);
				}
				boolean late = former.source.since() - found.since() > 0;
				return late ? former : Entry.of(place, found.and(former.source, TRUSTED_NANOS));
			});
			sweepLater(loop);
		}
	}

	/**
	 * Gives back what was known, since it is not so any more.
	 * @param since when a worker was asked for it, in nanoseconds
	 */
	void drop(FileLookup lookup, long since, IOLoop loop) {
		change(placeOf(lookup), loop,
				(former) -> (former != null && former.source.since() - since > 0) ? former : null);
	}

	private void change(Place place, IOLoop loop, BoundedCache.Change<Entry> change) {
		StaticFileStats.of(loop).heldCount.add(this.places.change(place, change));
	}

	private static Place placeOf(FileLookup lookup) {
		return new Place(lookup.files(), lookup.path());
	}

	/** One of the loops does it for all; another one if that was closed. */
	private synchronized void sweepLater(IOLoop loop) {
		long now = loop.clock().nanoTime();
		if (!this.sweeping || now - this.nextSweep >= 0) {
			this.sweeping = true;
			this.nextSweep = now + SWEEP.toNanos();
			loop.callLater(SWEEP, () -> sweep(loop));
		}
	}

	private synchronized void sweep(IOLoop loop) {
		long now = loop.clock().nanoTime();
		StaticFileStats.of(loop).heldCount
			.add(this.places.trim((entry) -> now - entry.source.since() >= KEPT_NANOS, SWEPT));
		if (this.places.isEmpty()) {
			this.sweeping = false;
		}
		else {
			sweepLater(loop);
		}
	}

}
