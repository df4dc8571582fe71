package io.jtornado.web;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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

	/** What becomes of a value. */
	interface Change<V> {

		/** The value from now on; null for none. */
		@Nullable V of(@Nullable V former);

	}

	BoundedCache(int maxEntries, long maxBytes, ToLongFunction<V> weight) {
		this.maxEntries = maxEntries;
		this.maxBytes = maxBytes;
		this.weight = weight;
	}

	@Nullable V get(K key) {
		return this.values.get(key);
	}

	boolean isEmpty() {
		return this.values.isEmpty();
	}

	/** Keeps a value, unless it does not fit even alone. */
	void put(K key, V value) {
		change(key, (former) -> value);
	}

	/**
	 * Keeps what becomes of a value, unless that does not fit even alone. The same value
	 * keeps its place in the order.
	 * @return how many bytes more are held now, or fewer
	 */
	synchronized long change(K key, Change<V> change) {
		V former = this.inOrder.get(key);
		V value = change.of(former);
		if (value == former) {
			return 0;
		}
		long before = this.bytes;
		if (former != null) {
			this.inOrder.remove(key);
			this.bytes -= this.weight.applyAsLong(former);
		}
		if (value != null && this.weight.applyAsLong(value) <= this.maxBytes) {
			this.bytes += this.weight.applyAsLong(value);
			this.inOrder.put(key, value);
			this.values.put(key, value);
		}
		else {
			this.values.remove(key);
		}
		removeEldest((any) -> this.bytes > this.maxBytes || this.inOrder.size() > this.maxEntries, this.maxEntries);
		return this.bytes - before;
	}

	/**
	 * Removes those that were put first, as long as they are over.
	 * @param most how many at a time, so that nobody waits for long
	 * @return how many bytes more are held now: none, or fewer
	 */
	synchronized long trim(Predicate<V> over, int most) {
		long before = this.bytes;
		removeEldest(over, most);
		return this.bytes - before;
	}

	private void removeEldest(Predicate<V> over, int most) {
		Iterator<Map.Entry<K, V>> eldest = this.inOrder.entrySet().iterator();
		for (int i = 0; i < most && eldest.hasNext(); i++) {
			Map.Entry<K, V> entry = eldest.next();
			if (!over.test(entry.getValue())) {
				return;
			}
			this.bytes -= this.weight.applyAsLong(entry.getValue());
			this.values.remove(entry.getKey());
			eldest.remove();
		}
	}

}
