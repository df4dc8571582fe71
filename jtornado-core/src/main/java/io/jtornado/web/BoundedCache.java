package io.jtornado.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * What may be asked for again, those used last first, and no more than fits.
 * <p>
 * <b>Threading:</b> shared, under a lock that is held for a few instructions.
 */
final class BoundedCache<K, V> {

	private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);

	private final int maxEntries;

	private final long maxBytes;

	private final ToLongFunction<V> weight;

	private long bytes;

	BoundedCache(int maxEntries, long maxBytes, ToLongFunction<V> weight) {
		this.maxEntries = maxEntries;
		this.maxBytes = maxBytes;
		this.weight = weight;
	}

	synchronized @Nullable V get(K key) {
		return this.values.get(key);
	}

	/**
	 * Keeps a value, unless it does not fit even alone.
	 * @return how many bytes more are held now, or fewer
	 */
	synchronized long put(K key, V value) {
		long before = this.bytes;
		this.bytes -= weight(this.values.remove(key));
		if (weight(value) <= this.maxBytes) {
			this.bytes += weight(value);
			this.values.put(key, value);
		}
		var eldest = this.values.entrySet().iterator();
		while (this.bytes > this.maxBytes || this.values.size() > this.maxEntries) {
			this.bytes -= weight(eldest.next().getValue());
			eldest.remove();
		}
		return this.bytes - before;
	}

	private long weight(@Nullable V value) {
		return (value != null) ? this.weight.applyAsLong(value) : 0;
	}

}
