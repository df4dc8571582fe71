package io.jtornado.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * What may be asked for again, and no more than fits: what was put last stays.
 * <p>
 * <b>Threading:</b> shared; who asks waits for nobody and writes nothing, and who puts
 * has a lock for a few instructions.
 */
final class BoundedCache<K, V> {

	private final Map<K, V> values = new ConcurrentHashMap<>();

	private final Map<K, V> inOrder = new LinkedHashMap<>(); // the same

	private final int maxEntries;

	private final long maxBytes;

	private final ToLongFunction<V> weight;

	private long bytes;

	BoundedCache(int maxEntries, long maxBytes, ToLongFunction<V> weight) {
		this.maxEntries = maxEntries;
		this.maxBytes = maxBytes;
		this.weight = weight;
	}

	@Nullable V get(K key) {
		return this.values.get(key);
	}

	/**
	 * Keeps a value, unless it does not fit even alone.
	 * @return how many bytes more are held now, or fewer
	 */
	synchronized long put(K key, V value) {
		long before = this.bytes;
		this.bytes -= weight(this.inOrder.remove(key));
		if (weight(value) <= this.maxBytes) {
			this.bytes += weight(value);
			this.inOrder.put(key, value);
			this.values.put(key, value);
		}
		else {
			this.values.remove(key);
		}
		var eldest = this.inOrder.entrySet().iterator();
		while (this.bytes > this.maxBytes || this.inOrder.size() > this.maxEntries) {
			Map.Entry<K, V> entry = eldest.next();
			this.bytes -= weight(entry.getValue());
			this.values.remove(entry.getKey());
			eldest.remove();
		}
		return this.bytes - before;
	}

	private long weight(@Nullable V value) {
		return (value != null) ? this.weight.applyAsLong(value) : 0;
	}

}
