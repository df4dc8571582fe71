package io.jtornado.spring.metrics;

import java.util.Arrays;

import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one route. They are few, so that looking through them beats hashing, and
 * nothing is allocated; the array is replaced as a whole when a timer is added.
 */
final class RouteTimers {

	private final RequestTimers timers;

	private final @Nullable String pattern;

	private volatile Entry[] entries = {};

	RouteTimers(RequestTimers timers, @Nullable String pattern) {
		this.timers = timers;
		this.pattern = pattern;
	}

	Timer timer(RequestTimers.Sample sample) {
		for (Entry entry : this.entries) {
			if (entry.matches(sample)) {
				return entry.timer;
			}
		}
		return add(sample);
	}

	private synchronized Timer add(RequestTimers.Sample sample) {
		Timer timer = this.timers.create(this.pattern, sample);
		Entry[] entries = Arrays.copyOf(this.entries, this.entries.length + 1);
		entries[entries.length - 1] = new Entry(sample, timer);
		this.entries = entries;
		return timer;
	}

	private static final class Entry {

		private final String method;

		private final int status;

		private final boolean clientGone;

		private final @Nullable Class<?> error;

		private final Timer timer;

		Entry(RequestTimers.Sample sample, Timer timer) {
			this.method = RequestTags.method(sample.method());
			this.status = sample.status();
			this.clientGone = sample.clientGone();
			this.error = (sample.error() == null) ? null : sample.error().getClass();
			this.timer = timer;
		}

		boolean matches(RequestTimers.Sample sample) {
			Throwable error = sample.error();
			return this.status == sample.status() && this.clientGone == sample.clientGone()
					&& this.error == ((error == null) ? null : error.getClass())
					&& this.method.equals(RequestTags.method(sample.method()));
		}

	}

}
