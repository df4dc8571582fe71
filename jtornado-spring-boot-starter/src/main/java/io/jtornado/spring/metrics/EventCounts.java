package io.jtornado.spring.metrics;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * How often each of a closed set of things happened: one counter a constant, whether it
 * has happened or not.
 *
 * @param <E> what happens
 */
final class EventCounts<E extends Enum<E>> {

	private final Map<E, LongAdder> counts;

	EventCounts(Class<E> type) {
		this(type, EnumSet.allOf(type));
	}

	EventCounts(Class<E> type, Set<E> events) {
		Map<E, LongAdder> counts = new EnumMap<>(type);
		events.forEach((event) -> counts.put(event, new LongAdder()));
		this.counts = counts;
	}

	/**
	 * Count an event, if it is one of those that are counted.
	 */
	void increment(E event) {
		LongAdder count = this.counts.get(event);
		if (count != null) {
			count.increment();
		}
	}

	long count(E event) {
		LongAdder count = this.counts.get(event);
		return (count == null) ? 0 : count.sum();
	}

	/**
	 * Register the counters.
	 * @param registry the registry
	 * @param counter a counter without the tag that tells events apart
	 */
	void bind(MeterRegistry registry, Counter counter) {
		for (E event : this.counts.keySet()) {
			FunctionCounter.builder(counter.name(), this, (counts) -> counts.count(event))
				.description(counter.description())
				.baseUnit(counter.unit())
				.tags(counter.tags().and(counter.tagKey(), event.name().toLowerCase(Locale.ROOT)))
				.register(registry);
		}
	}

	/**
	 * The meter of all events.
	 *
	 * @param name its name
	 * @param tagKey the tag that tells events apart
	 * @param unit its base unit
	 * @param description what it counts
	 * @param tags its other tags
	 */
	record Counter(String name, String tagKey, String unit, String description, Tags tags) {
	}

}
