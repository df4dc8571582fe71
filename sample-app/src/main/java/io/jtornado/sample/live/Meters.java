package io.jtornado.sample.live;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;

import org.springframework.stereotype.Component;

/**
 * Reads meters of whatever kind by name. A meter that is not there reads as 0.
 */
@Component
class Meters {

	private static final Set<Statistic> AMOUNT = EnumSet.of(Statistic.VALUE, Statistic.COUNT, Statistic.ACTIVE_TASKS);

	private final MeterRegistry registry;

	Meters(MeterRegistry registry) {
		this.registry = registry;
	}

	/**
	 * The value of a gauge or the count of anything else, summed over all meters of that
	 * name and these tags.
	 */
	double amount(String name, String... tags) {
		return sum(find(name, tags), AMOUNT);
	}

	/** The time recorded by timers, in seconds. */
	double totalSeconds(String name, String... tags) {
		return sum(find(name, tags), EnumSet.of(Statistic.TOTAL_TIME));
	}

	Collection<Meter> find(String name, String... tags) {
		return this.registry.find(name).tags(tags).meters();
	}

	Set<String> tagValues(String name, String key) {
		Set<String> values = new TreeSet<>();
		for (Meter meter : find(name)) {
			String value = meter.getId().getTag(key);
			if (value != null) {
				values.add(value);
			}
		}
		return values;
	}

	static double amount(Meter meter) {
		return sum(Set.of(meter), AMOUNT);
	}

	static double totalSeconds(Meter meter) {
		return sum(Set.of(meter), EnumSet.of(Statistic.TOTAL_TIME));
	}

	private static double sum(Collection<Meter> meters, Set<Statistic> wanted) {
		double sum = 0;
		for (Meter meter : meters) {
			for (Measurement measurement : meter.measure()) {
				double value = measurement.getValue();
				if (wanted.contains(measurement.getStatistic()) && Double.isFinite(value)) {
					sum += value;
				}
			}
		}
		return sum;
	}

}
