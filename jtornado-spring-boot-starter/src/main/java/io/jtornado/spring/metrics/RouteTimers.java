package io.jtornado.spring.metrics;

import java.util.Arrays;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one route. They are few, so that looking through them beats hashing, and
 * nothing is allocated; the array is replaced as a whole when a timer is added.
 */
final class RouteTimers {

	private final MeterRegistry registry;

	private final String name;

	private final @Nullable String pattern;

	private volatile Entry[] entries = {};

	RouteTimers(MeterRegistry registry, String name, @Nullable String pattern) {
		this.registry = registry;
		this.name = name;
		this.pattern = pattern;
	}

	Timer timer(String method, int status, boolean clientGone, @Nullable Throwable error) {
		Class<?> type = (error == null) ? null : error.getClass();
		Timer timer = find(method, status, clientGone, type);
		if (timer != null) {
			return timer;
		}
		// Only known methods have entries: a client can invent any number of others.
		String known = RequestTags.method(method);
		timer = find(known, status, clientGone, type);
		return (timer != null) ? timer : add(known, status, clientGone, error);
	}

	private @Nullable Timer find(String method, int status, boolean clientGone, @Nullable Class<?> error) {
		for (Entry entry : this.entries) {
			if (entry.status == status && entry.error == error && entry.clientGone == clientGone
					&& entry.method.equals(method)) {
				return entry.timer;
			}
		}
		return null;
	}

	private synchronized Timer add(String method, int status, boolean clientGone, @Nullable Throwable error) {
		Timer timer = this.registry.timer(this.name,
				Tags.of("error", RequestTags.error(error), "exception", RequestTags.exception(error), "method", method,
						"outcome", RequestTags.outcome(status, clientGone), "status", RequestTags.status(status), "uri",
						RequestTags.uri(this.pattern, status)));
		Entry[] entries = Arrays.copyOf(this.entries, this.entries.length + 1);
		entries[entries.length - 1] = new Entry(method, status, clientGone, (error == null) ? null : error.getClass(),
				timer);
		this.entries = entries;
		return timer;
	}

	private record Entry(String method, int status, boolean clientGone, @Nullable Class<?> error, Timer timer) {
	}

}
